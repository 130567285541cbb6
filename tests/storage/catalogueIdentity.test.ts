import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';

import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import { readOrigins } from '../../src-main/storage/library/readOrigins.ts';
import { readTracks } from '../../src-main/storage/tracks/tracks.ts';
import { writeTrackEdit } from '../../src-main/storage/catalogue/trackEdits.ts';
import type { ColumnMapping, TrackId } from '../../src-preload/contract.ts';
import { emptyDatabase } from '../support/emptyDatabase.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';

const ID = '5SuOikwiRyPMVoIQDJUgSV';
const OTHER_ID = '1iJBSr7s7jYXzM8EGcbK5b';
const ISRC = 'USRC17607839';
const MBID = '0f0e4d6c-4a5d-4a0f-9ed6-0a1d6f2c9a3b';

let db: Database;
let directory: string;
let clock = 1_000;
beforeEach(() => {
  db = emptyDatabase();
  directory = temporaryDirectory();
});

type Song = Readonly<Record<string, string | number>>;

/** Imports a list of songs as a JSON file of this name. */
async function importSongs(name: string, ...songs: Song[]) {
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify(songs.map((song) => ({ artist: 'Main', title: 'Song', ...song }))));
  clock += 1;
  return importCatalogue(db, path, { now: () => clock });
}

const count = () => db.prepare<[], number>('SELECT count(*) FROM tracks').pluck().get()!;
const first = () => db.prepare('SELECT * FROM tracks WHERE id = 1').get() as Record<string, unknown>;
const origins = () => readOrigins(db, 1 as TrackId)!;

describe('two files know the same song', () => {
  test.each([
    [
      'its Spotify id, whatever it is called',
      { spotify_id: ID, title: 'One' },
      { spotify_id: ID, title: 'Uno' },
    ],
    [
      'its ISRC, though its Spotify ids differ',
      { spotify_id: ID, isrc: ISRC },
      { spotify_id: OTHER_ID, isrc: ISRC },
    ],
    ['its id in MusicBrainz', { mbid: MBID, title: 'One' }, { mbid: MBID, title: 'Uno' }],
    ['its name, where only the first has an id', { spotify_id: ID }, {}],
    ['its name, where only the second has an id', {}, { spotify_id: ID }],
    ['its name, where their ids are of other kinds', { isrc: ISRC }, { spotify_id: ID }],
    ['its name, as long as durations are within three seconds', { duration: 200 }, { duration: 203 }],
    ['its name, where one does not know how long it is', { duration: 200 }, {}],
    ['its name as compared', { title: 'Déjà Vu (feat. X)' }, { title: 'deja vu' }],
  ])('by %s', async (_by, one, other) => {
    await importSongs('a.json', one);
    expect(await importSongs('b.json', other)).toMatchObject({ added: 0 });
    expect(count()).toBe(1);
    // Neither file brings it again.
    expect(await importSongs('a.json', one)).toMatchObject({ added: 0 });
    expect(await importSongs('b.json', other)).toMatchObject({ added: 0 });
  });

  test('by an id that only a file between them knew', async () => {
    await importSongs('a.json', { spotify_id: ID, title: 'One' });
    await importSongs('b.json', { spotify_id: ID, isrc: ISRC, title: 'One' });
    expect(await importSongs('c.json', { isrc: ISRC, title: 'Quite another name' })).toMatchObject({
      added: 0,
    });
    expect(count()).toBe(1);
  });

  test('by a name that only a file between them knew', async () => {
    await importSongs('a.json', { spotify_id: ID, title: 'One' });
    await importSongs('b.json', { spotify_id: ID, title: 'Uno' });
    expect(await importSongs('c.json', { title: 'Uno' })).toMatchObject({ added: 0 });
    expect(count()).toBe(1);
  });
});

describe('two songs of one name are two', () => {
  test.each([
    ['when their Spotify ids differ', { spotify_id: ID }, { spotify_id: OTHER_ID }],
    ['when their ISRCs differ', { isrc: ISRC }, { isrc: 'USRC17600000' }],
    ['when one is more than three seconds longer', { duration: 200 }, { duration: 204 }],
    ['when they are of others', { artist: 'A' }, { artist: 'B' }],
  ])('%s', async (_when, one, other) => {
    await importSongs('a.json', one);
    expect(await importSongs('b.json', other)).toMatchObject({ added: 1 });
    expect(count()).toBe(2);
    expect(await importSongs('c.json', one, other)).toMatchObject({ added: 0 });
  });

  test('and a third file without ids means the one whose duration is closest', async () => {
    await importSongs('a.json', { spotify_id: ID, duration: 200 }, { spotify_id: OTHER_ID, duration: 202 });
    await importSongs('b.json', { duration: 203, album: 'Found' });
    expect(db.prepare('SELECT spotify_id FROM tracks WHERE album IS NOT NULL').pluck().all()).toEqual([
      OTHER_ID,
    ]);
  });
});

describe('what sources state', () => {
  test('of a song in one file is what is stored of it, and not stored twice', async () => {
    await importSongs('a.json', { energy: 0.5, genre: 'Rock', explicit: 'true' });
    expect(origins()).toEqual([
      {
        source: 'a.json',
        format: 'json-tracks',
        importedAt: clock,
        values: { title: 'Song', artists: ['Main'], genres: ['rock'], energy: 0.5, isExplicit: true },
      },
    ]);
    expect(db.prepare('SELECT count(*) FROM track_origins').pluck().get()).toBe(0);
  });

  test('is kept for each of them; the later one counts, the earlier one where that knows nothing', async () => {
    await importSongs('a.json', { energy: 0.5, tempo: 120, genre: 'rock' });
    await importSongs('b.json', { energy: 0.7, album: 'B', genre: 'pop' });
    expect(first()).toMatchObject({ energy: 0.7, tempo: 120, album: 'B' });
    expect(origins().map(({ source, values }) => ({ source, ...values }))).toEqual([
      { source: 'a.json', title: 'Song', artists: ['Main'], energy: 0.5, tempo: 120, genres: ['rock'] },
      { source: 'b.json', title: 'Song', artists: ['Main'], energy: 0.7, album: 'B', genres: ['pop'] },
    ]);
    expect(readTracks(db, [1 as TrackId])[0]!.genres).toEqual(['rock', 'pop']);
  });

  test('is brought up to date when one of them comes again', async () => {
    await importSongs('a.json', { energy: 0.5 });
    await importSongs('b.json', { energy: 0.7 });
    await importSongs('a.json', { energy: 0.9 });
    expect(first()).toMatchObject({ energy: 0.9 });
    expect(origins().map(({ source, values }) => [source, values.energy])).toEqual([
      ['b.json', 0.7],
      ['a.json', 0.9],
    ]);
  });

  test('does not cost a song the guests that a file leaves out', async () => {
    await importSongs('a.json', { artist: 'Main;Guest' });
    await importSongs('b.json', { artist: 'Main', energy: 0.5 });
    expect(readTracks(db, [1 as TrackId])[0]!.artist).toBe('Main, Guest');
  });

  test('never wins over what was changed by hand, also where that made it unknown', async () => {
    await importSongs('a.json', { energy: 0.5, album: 'Wrong', genre: 'rock', year: 1990 });
    clock += 1;
    writeTrackEdit(db, 1 as TrackId, { album: null, genres: ['jazz'], title: 'Mine', nameKey: 77 }, clock);
    await importSongs('b.json', { energy: 0.7, album: 'B', genre: 'pop', year: 1991 });
    await importSongs('a.json', { energy: 0.5, album: 'Wrong', genre: 'rock', year: 1990 });
    expect(count()).toBe(1);
    expect(first()).toMatchObject({ title: 'Mine', album: null, energy: 0.5, year: 1990 });
    expect(readTracks(db, [1 as TrackId])[0]!.genres).toEqual(['jazz']);
    expect(origins().at(-1)).toMatchObject({
      source: 'you',
      values: { title: 'Mine', album: null, genres: ['jazz'] },
    });
  });
});

test('a table of unknown columns is read by a mapping, and then by itself', async () => {
  const mapping: ColumnMapping = {
    title: 'Wie es heißt',
    artist: 'Wer',
    energy: 'Wumms',
    duration_s: 'Zeit',
  };
  const table = (name: string, header: string, row: string) => {
    const path = join(directory, name);
    writeFileSync(path, `${header}\n${row}\n`);
    return path;
  };
  const path = table('a.csv', 'Wer;Wie es heißt;Wumms;Zeit', 'Main;Song;45,5;3:20');
  const refused = importCatalogue(db, path, { now: () => clock });
  await expect(refused).rejects.toMatchObject({
    code: 'not-a-catalogue',
    message: expect.stringMatching(
      /has columns of no known format \(Wer, Wie es heißt, Wumms, Zeit\).*--map title=COLUMN/,
    ),
  });
  const wrong = importCatalogue(db, path, { now: () => clock, mapping: { ...mapping, year: 'Jahr' } });
  await expect(wrong).rejects.toMatchObject({ message: expect.stringContaining('has no column "Jahr"') });

  expect(await importCatalogue(db, path, { now: () => clock, mapping })).toMatchObject({
    added: 1,
    format: 'mapped-table',
  });
  expect(first()).toMatchObject({ title: 'Song', energy: 0.455, duration_ms: 200_000 });
  const other = table('b.csv', 'Zeit,Wumms,WER,Wie es heißt', '100,50,Main,Another');
  expect(await importCatalogue(db, other, { now: () => clock })).toMatchObject({ added: 1 });
});

test('tracks that were stored before names were kept are found by name', async () => {
  await importSongs('a.json', { spotify_id: ID });
  db.exec('UPDATE tracks SET name_key = NULL');
  expect(await importSongs('b.json', {})).toMatchObject({ added: 0 });
});
