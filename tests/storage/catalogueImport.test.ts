import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';

import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import { catalogueStatus } from '../../src-main/storage/tracks/tracks.ts';
import { featureCsv } from '../support/featureCsv.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { sampleTables } from '../unit/catalogue/sampleTables.ts';

const { top50, spotifyTracks } = sampleTables;
const ID = '5SuOikwiRyPMVoIQDJUgSV';

let directory: string;
let db: Database;
beforeEach(() => {
  directory = temporaryDirectory();
  db = openDatabase(directory);
  onTestFinished(() => void db.close());
});

let clock = 1_000;
const now = () => clock;

function write(content: string | Buffer, name = 'list.csv'): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const table = (header: string, rows: readonly string[]) => `${[header, ...rows].join('\n')}\n`;
const spotify = (...rows: string[]) => write(table(spotifyTracks.header, rows), 'spotify.csv');

/** A row of the Spotify table; what is not given is as in this one song. */
function spotifyRow({
  id = ID,
  artists = 'A',
  album = 'Album',
  title = 'Song',
  energy = '0.5',
  genre = 'pop',
  popularity = '50',
} = {}): string {
  return `${id},${artists},${album},${title},${popularity},200000,FALSE,0.5,${energy},1,-7,1,0.05,0.2,0,0.1,0.5,120,4,${genre}`;
}

function importFile(path: string) {
  return importCatalogue(db, path, { now });
}

/** Every table that an import may touch, as it stands. */
function contents(): unknown {
  const tables = ['tracks', 'artists', 'genres', 'track_artists', 'track_genres', 'sources'];
  return tables.map((name) => db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all());
}

function only<T>(sql: string): T {
  return db.prepare<[], T>(sql).pluck().get()!;
}

const genresOfFirst = () =>
  db
    .prepare(
      'SELECT name FROM track_genres JOIN genres ON genres.id = genre_id WHERE track_id = 1 ORDER BY position',
    )
    .pluck()
    .all();
const artistsOfFirst = () =>
  db
    .prepare(
      'SELECT name FROM track_artists JOIN artists ON artists.id = artist_id WHERE track_id = 1 ORDER BY position',
    )
    .pluck()
    .all();

describe('a file', () => {
  test('goes in, and its summary says what became of its rows', async () => {
    const path = write(table(top50.header, [...top50.rows, top50.rows[0]!, 'bad', top50.row('', 'A')]));
    expect(await importFile(path)).toEqual({
      file: 'list.csv',
      format: 'top-50',
      rows: 5,
      added: 2,
      updated: 0,
      unchanged: 0,
      repeated: 1,
      rejected: 2,
      rejects: [
        { line: 5, reason: '1 fields where the header has 14' },
        { line: 6, reason: 'the title is missing' },
      ],
      ms: expect.any(Number),
    });
  });

  test('that is imported again changes nothing but the time of the import', async () => {
    const path = spotify(
      spotifyRow(),
      spotifyRow({ genre: 'rock', popularity: '90' }),
      spotifyRow({ id: '1iJBSr7s7jYXzM8EGcbK5b', artists: 'A;B', title: 'Other' }),
    );
    await importFile(path);
    const before = contents();
    const sources = () => db.prepare('SELECT imported_at FROM sources').pluck().all();
    expect(await importFile(path)).toMatchObject({ added: 0, updated: 0, unchanged: 2, repeated: 1 });
    expect(contents()).toEqual(before);

    clock += 1;
    await importFile(path);
    expect(sources()).toEqual([clock]);
  });

  test('is the same packed or plain', async () => {
    const content = featureCsv(300);
    await importFile(write(content));
    expect(await importFile(write(gzipSync(content), 'list.csv.gz'))).toMatchObject({
      added: 0,
      unchanged: 300,
    });
  });

  test('names its first thousand rejects and counts the others', async () => {
    const rows = Array.from({ length: 1_500 }, () => 'bad');
    const summary = await importFile(write(table(top50.header, [...rows, ...top50.rows])));
    expect(summary).toMatchObject({ rows: 1_502, added: 2, rejected: 1_500 });
    expect(summary.rejects).toHaveLength(1_000);
    expect(summary.rejects.at(-1)!.line).toBe(1_001);
  });

  test('of which every row is bad leaves the catalogue as it was', async () => {
    const before = contents();
    expect(await importFile(write(table(top50.header, ['bad', 'bad'])))).toMatchObject({
      rows: 2,
      rejected: 2,
    });
    expect(contents()).toEqual(before);
  });

  test('reports how far it is in bytes of the file, up to all of them', async () => {
    const path = write(gzipSync(featureCsv(2_000)));
    const reports: { done: number; total: number }[] = [];
    await importCatalogue(db, path, { now, onProgress: (progress) => reports.push(progress) });
    const dones = reports.map(({ done }) => done);
    expect(dones).toEqual([...dones].sort((a, b) => a - b));
    expect(new Set(reports.map(({ total }) => total)).size).toBe(1);
    expect(reports.at(-1)!.done).toBe(reports.at(-1)!.total);
  });
});

describe('the same track', () => {
  test('under several genres is stored once with all of them, the first one first', async () => {
    const path = spotify(
      spotifyRow({ genre: 'rock' }),
      spotifyRow({ genre: 'pop' }),
      spotifyRow({ genre: 'rock' }),
    );
    expect(await importFile(path)).toMatchObject({ added: 1, repeated: 2 });
    expect(genresOfFirst()).toEqual(['rock', 'pop']);
  });

  test('keeps what its first row in a file says, and takes from others what that does not know', async () => {
    await importFile(
      spotify(spotifyRow({ energy: '', album: 'One' }), spotifyRow({ energy: '0.9', album: 'Two' })),
    );
    expect(db.prepare('SELECT album, energy FROM tracks').get()).toEqual({ album: 'One', energy: 0.9 });
  });

  test('takes known values from a later file and loses none to an empty one', async () => {
    await importFile(spotify(spotifyRow({ popularity: '10', artists: 'A' })));
    expect(
      await importFile(spotify(spotifyRow({ popularity: '20', album: '', artists: 'A;B', genre: 'jazz' }))),
    ).toMatchObject({
      updated: 1,
      unchanged: 0,
    });
    expect(db.prepare('SELECT album, popularity FROM tracks').get()).toEqual({
      album: 'Album',
      popularity: 20,
    });
    expect(artistsOfFirst()).toEqual(['A', 'B']);
    expect(genresOfFirst()).toEqual(['pop', 'jazz']);
  });

  test('counts as updated when only a further row of the file brings something new', async () => {
    await importFile(spotify(spotifyRow()));
    expect(await importFile(spotify(spotifyRow(), spotifyRow({ genre: 'jazz' })))).toMatchObject({
      rows: 2,
      updated: 1,
      unchanged: 0,
      repeated: 1,
    });
  });

  test('may be spelt in two ways where no id tells', async () => {
    await importFile(write(table(top50.header, [top50.row('Déjà Vu (feat. JAY-Z)', 'Beyoncé')])));
    expect(await importFile(write(table(top50.header, [top50.row('deja vu', 'BEYONCE')])))).toMatchObject({
      updated: 1,
    });
    expect(only('SELECT count(*) FROM tracks')).toBe(1);
    expect(only('SELECT name FROM artists')).toBe('Beyoncé');
  });

  test('that was taken out of the catalogue comes back with a file that has it', async () => {
    await importFile(spotify(spotifyRow()));
    db.exec('UPDATE tracks SET removed_at = 7');
    expect(await importFile(spotify(spotifyRow()))).toMatchObject({ added: 0, updated: 1, unchanged: 0 });
    expect(only('SELECT removed_at FROM tracks')).toBeNull();
  });

  test('is one song in all its versions', async () => {
    const rows = ['Heroes', 'Heroes - 2017 Remaster', 'Heroes (Live)', 'Sound and Vision'];
    await importFile(
      write(
        table(
          top50.header,
          rows.map((title) => top50.row(title, 'David Bowie')),
        ),
      ),
    );
    expect(only('SELECT count(*) FROM tracks')).toBe(4);
    expect(only('SELECT count(DISTINCT song) FROM tracks')).toBe(2);
  });
});

test('the status counts tracks, artists and genres by source, the newest first', async () => {
  expect(catalogueStatus(db)).toEqual({ tracks: 0, artists: 0, genres: 0, isDemo: false, sources: [] });
  await importFile(write(table(top50.header, top50.rows), 'a.csv'));
  clock += 1;
  await importFile(spotify(spotifyRow({ artists: 'A;B' })));
  expect(catalogueStatus(db)).toEqual({
    tracks: 3,
    artists: 4,
    genres: 3,
    isDemo: false,
    sources: [
      {
        name: 'spotify.csv',
        format: 'spotify-tracks',
        tracks: 1,
        importedAt: clock,
        isDemo: false,
        isSynthetic: false,
      },
      {
        name: 'a.csv',
        format: 'top-50',
        tracks: 2,
        importedAt: clock - 1,
        isDemo: false,
        isSynthetic: false,
      },
    ],
  });
});
