import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';

import { seedDemoCatalogue } from '../../src-main/catalogue/demoCatalogue.ts';
import { forgetOldImports } from '../../src-main/catalogue/import/forgetOldImports.ts';
import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import { synthesiseCatalogue } from '../../src-main/catalogue/synthetic/synthesiseCatalogue.ts';
import { undoImport } from '../../src-main/catalogue/import/undoImport.ts';
import { lastImport, openImportLog } from '../../src-main/storage/library/imports.ts';
import { openCopy } from '../../src-main/storage/library/openCopy.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import { catalogueRevision, readTrackChanges } from '../../src-main/storage/catalogue/revisions.ts';
import { removeTracks, writeTrackEdit } from '../../src-main/storage/catalogue/trackEdits.ts';
import { catalogueStatus } from '../../src-main/storage/tracks/tracks.ts';
import type { TrackId } from '../../src-preload/contract.ts';
import { featureCsv } from '../support/featureCsv.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';

const ID = '5SuOikwiRyPMVoIQDJUgSV';
const signal = new AbortController().signal;

let db: Database;
let directory: string;
let clock = 1_000;
beforeEach(() => {
  directory = temporaryDirectory();
  db = openDatabase(directory);
  onTestFinished(() => void db.close());
});

type Song = Readonly<Record<string, string | number>>;

async function importSongs(name: string, ...songs: Song[]) {
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify(songs.map((song) => ({ artist: 'Main', title: 'Song', ...song }))));
  clock += 10;
  return importCatalogue(db, path, { now: () => clock });
}

async function undo(stop?: AbortController): Promise<void> {
  clock += 10;
  const last = lastImport(db)!;
  await undoImport(db, last, {
    now: () => clock,
    signal: stop?.signal ?? signal,
    onProgress: () => stop?.abort(),
  });
}

/** All that the catalogue says, in words: numbers of rows may change. */
function contents(): unknown {
  const tracks = db
    .prepare(
      `SELECT tracks.*, sources.name AS source,
         (SELECT group_concat(name, ',' ORDER BY position) FROM track_artists JOIN artists ON artists.id = artist_id WHERE track_id = tracks.id) AS artists,
         (SELECT group_concat(name, ',' ORDER BY position) FROM track_genres JOIN genres ON genres.id = genre_id WHERE track_id = tracks.id) AS genres
       FROM tracks JOIN sources ON sources.id = source_id WHERE removed_at IS NULL ORDER BY tracks.id`,
    )
    .all()
    .map((row) => ({ ...(row as object), revision: null, updated_at: null, created_at: null }));
  const names = ['artists', 'genres', 'track_identities', 'track_origins'];
  const column = { artists: 'name', genres: 'name', track_identities: 'identity', track_origins: 'stated' };
  return [
    tracks,
    ...names.map((table) =>
      db
        .prepare(`SELECT ${column[table as keyof typeof column]} FROM ${table} ORDER BY 1`)
        .pluck()
        .all(),
    ),
  ];
}

describe('taking an import back', () => {
  beforeEach(() =>
    importSongs(
      'first.json',
      { energy: 0.5, genre: 'rock', spotify_id: ID },
      { title: 'Other', artist: 'Someone', album: 'Known' },
    ),
  );

  test('removes what it added and puts back what it changed, ids, names and genres too', async () => {
    const before = contents();
    await importSongs(
      'second.json',
      { title: 'New', artist: 'Nobody', genre: 'polka' },
      { energy: 0.9, genre: 'jazz', isrc: 'USRC17607839', title: 'Song (feat. X)' },
      { spotify_id: ID, title: 'A different name', artist: 'Main;Guest', album: 'Album' },
      { title: 'Other', artist: 'Someone', album: 'Changed' },
    );
    expect(contents()).not.toEqual(before);
    expect(lastImport(db)).toMatchObject({ title: 'Importing second.json', added: 1, updated: 2 });
    await undo();
    expect(contents()).toEqual(before);
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });

  test('brings back a song that had been taken out before the import brought it again', async () => {
    removeTracks(db, [2 as TrackId], clock);
    const before = contents();
    await importSongs('second.json', { title: 'Other', artist: 'Someone' });
    await undo();
    expect(contents()).toEqual(before);
  });

  test('keeps what was changed by hand since, and what was taken out since', async () => {
    await importSongs(
      'second.json',
      { energy: 0.9, album: 'Album' },
      { title: 'Other', artist: 'Someone', album: 'B' },
    );
    clock += 1;
    writeTrackEdit(db, 1 as TrackId, { title: 'By hand' }, clock);
    removeTracks(db, [2 as TrackId], clock);
    await undo();
    expect(
      db.prepare('SELECT title, energy, album, removed_at IS NOT NULL AS gone FROM tracks').all(),
    ).toEqual([
      { title: 'By hand', energy: 0.5, album: null, gone: 0 },
      { title: 'Other', energy: null, album: 'Known', gone: 1 },
    ]);
  });

  test('keeps songs that the log speaks of, out of the catalogue', async () => {
    await importSongs(
      'second.json',
      { title: 'Liked', artist: 'New' },
      { title: 'Not liked', artist: 'New' },
    );
    db.prepare(`INSERT INTO feedback_events (track_id, verdict, created_at) VALUES (3, 'like', 0)`).run();
    const seen = catalogueRevision(db);
    await undo();
    expect(catalogueStatus(db).tracks).toBe(2);
    expect(db.prepare('SELECT title FROM tracks WHERE removed_at IS NOT NULL').pluck().all()).toEqual([
      'Liked',
    ]);
    const gone = readTrackChanges(db, { revision: seen, id: Infinity }, 10);
    expect(gone.map(({ id, isGone }) => (isGone ? id : -id)).sort()).toEqual([3, 4]);
  });

  test('takes back one import, the last; the one before it is for good', async () => {
    await importSongs('second.json', { title: 'New' });
    await forgetOldImports(db, signal);
    await undo();
    expect(lastImport(db)).toBeNull();
  });

  test('leaves the import before it in place when the last one changed nothing', async () => {
    await importSongs('first.json', { energy: 0.5, genre: 'rock', spotify_id: ID });
    expect(lastImport(db)).toMatchObject({ title: 'Importing first.json', added: 2 });
  });

  test('goes on after it was stopped, and undoes what was cut off', async () => {
    const before = contents();
    const path = join(directory, 'large.csv');
    writeFileSync(path, featureCsv(3_000));
    const stop = new AbortController();
    const importing = importCatalogue(db, path, {
      now: () => clock,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    expect(lastImport(db)!.added).toBeGreaterThan(100);

    await expect(undo(new AbortController())).rejects.toMatchObject({ name: 'AbortError' });
    expect(lastImport(db)).not.toBeNull();
    await undo();
    expect(contents()).toEqual(before);
  });
});

test('the demo comes back when the first import is taken back', async () => {
  seedDemoCatalogue(db, clock);
  const before = catalogueStatus(db);
  await importSongs('first.json', { title: 'Real' });
  expect(catalogueStatus(db).tracks).toBe(1);
  await undo();
  expect(catalogueStatus(db)).toMatchObject({ tracks: before.tracks, isDemo: true });
});

test('parts of one job are one import, also when it is run again', async () => {
  const log = () => openImportLog(db, { jobId: 7, title: 'Two files' }, clock);
  for (const [name, title] of [
    ['a.json', 'A'],
    ['b.json', 'B'],
    ['c.json', 'C'],
  ] as const) {
    const path = join(directory, name);
    writeFileSync(path, JSON.stringify([{ artist: 'X', title }]));
    await importCatalogue(db, path, { now: () => clock, log: log() });
  }
  expect(lastImport(db)).toMatchObject({ jobId: 7, added: 3 });
  await undo();
  expect(catalogueStatus(db)).toMatchObject({ isDemo: true });
});

test('a copy of the database can be changed at will and leaves nothing behind', async () => {
  await importSongs('first.json', { title: 'Real' });
  const before = contents();
  const copy = await openCopy(db, signal);
  const path = join(directory, 'more.csv');
  writeFileSync(path, featureCsv(500));
  const tried = await importCatalogue(copy.db, path, { now: () => clock, isTrial: true });
  copy.discard();
  expect(contents()).toEqual(before);
  expect(existsSync(join(directory, 'trial.db'))).toBe(false);
  expect({ ...(await importCatalogue(db, path, { now: () => clock })), ms: 0 }).toEqual({ ...tried, ms: 0 });
});

describe('a synthetic catalogue', () => {
  const synthesise = (tracks: number, seed: number) =>
    synthesiseCatalogue(db, tracks, seed, {
      log: openImportLog(db, { jobId: null, title: 'Synthetic' }, clock),
      now: () => clock,
      signal,
      onProgress: () => {},
    });

  test('goes in once, marked as such, and takes no real song for its own', async () => {
    await importSongs('first.json', { title: 'Real' });
    expect(await synthesise(500, 1)).toMatchObject({ added: 500, updated: 0, unchanged: 0 });
    expect(await synthesise(600, 1)).toMatchObject({ added: 100, updated: 0, unchanged: 500 });
    expect(await synthesise(100, 2)).toMatchObject({ added: 100 });
    expect(catalogueStatus(db).sources.map(({ tracks, isSynthetic }) => [tracks, isSynthetic])).toEqual(
      expect.arrayContaining([
        [600, true],
        [100, true],
        [1, false],
      ]),
    );
    await undo();
    expect(catalogueStatus(db).tracks).toBe(601);
  });
});
