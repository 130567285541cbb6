import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';

import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import { loadCatalogueView, type TrackMeaning } from '../../src-main/catalogue/loadCatalogueView.ts';
import { FEATURES, NO_CLUSTER } from '../../src-main/recommend/catalogueView.ts';
import { readExportedTracks, readTracks } from '../../src-main/storage/tracks/tracks.ts';
import type { TrackId } from '../../src-preload/contract.ts';
import { emptyDatabase } from '../support/emptyDatabase.ts';
import { featureCsv } from '../support/featureCsv.ts';
import { queriesOf } from '../support/queriesOf.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { sampleTables } from '../unit/catalogue/sampleTables.ts';

const { header } = sampleTables.spotifyTracks;
const id = (letter: string) => letter.repeat(22);
const row = (letter: string, artists: string, title: string, genre: string, numbers = '0.5,0.25,1,-7') =>
  `${id(letter)},${artists},Album,${title},50,200000,TRUE,${numbers},1,0.05,0.2,,0.1,0.75,0,4,${genre}`;

let db: Database;
beforeEach(() => {
  db = emptyDatabase();
});

async function importText(text: string): Promise<void> {
  const path = join(temporaryDirectory(), 'list.csv');
  writeFileSync(path, text);
  await importCatalogue(db, path, { now: () => 1 });
}

const ids = (...numbers: number[]) => numbers as TrackId[];

describe('tracks by id', () => {
  beforeEach(() =>
    importText(
      [
        header,
        row('a', 'Main;Guest', 'One', 'pop'),
        row('b', 'Other', 'Two', 'rock'),
        row('a', 'Main', 'One', 'jazz'),
        '',
      ].join('\n'),
    ),
  );

  test('are as lists show them', () => {
    expect(readTracks(db, ids(1))).toEqual([
      {
        id: 1,
        title: 'One',
        artist: 'Main, Guest',
        album: 'Album',
        year: null,
        genres: ['pop', 'jazz'],
        durationMs: 200_000,
        popularity: 50,
        isDemo: false,
        isSynthetic: false,
      },
    ]);
    expect(readExportedTracks(db, ids(2))).toMatchObject([{ title: 'Two', spotifyId: id('b') }]);
  });

  test('keep the order and the repetitions of the ids; unknown ids are left out', () => {
    expect(readTracks(db, ids(2, 99, 1, 2)).map((track) => track.id)).toEqual([2, 1, 2]);
    expect(readTracks(db, [])).toEqual([]);
  });

  test('are found without scanning a table', () => {
    const [sql] = queriesOf(db, (spied) => readTracks(spied, ids(1)));
    const plan = db.prepare<[string], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all('[1]');
    const scans = plan.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN'));
    expect(scans).toEqual([expect.stringMatching(/^SCAN wanted VIRTUAL TABLE/)]);
  });
});

test('no statement of an import scans a table of tracks', async () => {
  const path = join(temporaryDirectory(), 'list.csv');
  writeFileSync(path, featureCsv(50));
  let running: Promise<unknown> = Promise.resolve();
  const queries = queriesOf(db, (spied) => (running = importCatalogue(spied, path, { now: () => 1 })));
  await running;
  await importCatalogue(db, path, { now: () => 1 });

  const perRow = queries.filter(
    (sql) =>
      /identity|track_artists|track_genres|artists|genres/.test(sql) &&
      !/is_demo = 1|tracks_without_name/.test(sql),
  );
  expect(perRow.length).toBeGreaterThan(5);
  for (const sql of perRow) {
    const parameters = Array.from({ length: sql.split('?').length - 1 }, () => 1);
    const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
    expect(
      plan.filter(({ detail }) => /^SCAN (tracks|track_artists|track_genres|artists)\b/.test(detail)),
    ).toEqual([]);
  }
});

describe('the view of the catalogue', () => {
  const meaning: TrackMeaning = {
    moodOf: (features, offset) => ({
      valence: features[offset + 2]! * 2 - 1,
      arousal: features[offset + 1]! * 2 - 1,
    }),
    genres: {
      clusterOf: (genre) => ({ rock: 0, pop: 3 })[genre] ?? null,
      isBackground: (genre) => genre === 'sleep' || genre === 'rain',
    },
  };

  test('gives a track the cluster that most of its genres share, the earlier one of equals', async () => {
    const track = (letter: string, ...genres: string[]) =>
      genres.map((genre) => row(letter, 'Main', `Song ${letter}`, genre));
    await importText(
      [header, ...track('a', 'rock', 'punk', 'pop', 'dance'), ...track('b', 'rock', 'pop'), ''].join('\n'),
    );
    const { cluster } = await loadCatalogueView(db, {
      ...meaning,
      genres: {
        ...meaning.genres,
        clusterOf: (genre) => ({ rock: 0, punk: 1, pop: 3, dance: 3 })[genre] ?? null,
      },
    });
    expect([...cluster]).toEqual([3, 0]);
  });

  test('holds each track in a row of columns, unknown numbers as NaN', async () => {
    await importText(
      [
        header,
        row('a', 'Main;Guest', 'One', 'sleep'),
        row('b', 'Guest', 'Two', 'rock', '0.5,0.25,1,'),
        row('c', 'Main', 'One - Live', 'sleep'),
        row('a', 'Main', 'One', 'pop'),
        row('c', 'Main', 'One - Live', 'rain'),
        row('d', 'Main', 'None', ''),
        '',
      ].join('\n'),
    );
    db.prepare('UPDATE tracks SET year = 1969 WHERE id = 2').run();
    const view = await loadCatalogueView(db, meaning);
    expect(view.size).toBe(4);
    expect([...view.ids]).toEqual([1, 2, 3, 4]);
    expect([...view.cluster]).toEqual([3, 0, NO_CLUSTER, NO_CLUSTER]);
    expect([...view.isBackground]).toEqual([0, 0, 1, 0]);
    expect([...view.popularity]).toEqual([50, 50, 50, 50]);
    expect([...view.year]).toEqual([NaN, 1969, NaN, NaN]);
    expect(view.artist[0]).toBe(view.artist[2]);
    expect(view.artist[0]).not.toBe(view.artist[1]);
    expect(view.song[0]).toBe(view.song[2]);
    expect(new Set(view.song).size).toBe(3);
    expect(view.features).toHaveLength(4 * FEATURES.length);
    const second = [...view.features.slice(FEATURES.length, 2 * FEATURES.length)];
    expect(Object.fromEntries(FEATURES.map((name, i) => [name, second[i]]))).toEqual({
      danceability: 0.5,
      energy: 0.25,
      valence: 0.75,
      tempo: NaN,
      loudness: NaN,
      acousticness: expect.closeTo(0.2),
      instrumentalness: NaN,
      liveness: expect.closeTo(0.1),
      speechiness: expect.closeTo(0.05),
    });
    expect([view.valence[0], view.arousal[0]]).toEqual([0.5, -0.5]);
  });

  test('leaves out what was removed', async () => {
    await importText(featureCsv(10));
    db.exec('UPDATE tracks SET removed_at = 1 WHERE id IN (1, 5, 10)');
    const view = await loadCatalogueView(db, meaning);
    expect([...view.ids]).toEqual([2, 3, 4, 6, 7, 8, 9]);
    const names = db
      .prepare<[number], number>('SELECT artist_id FROM track_artists WHERE track_id = ?')
      .pluck();
    expect([...view.artist]).toEqual([...view.ids].map((track) => names.get(track)));
  });

  test('is empty for an empty catalogue', async () => {
    expect(await loadCatalogueView(db, meaning)).toMatchObject({ size: 0, ids: new Int32Array(0) });
  });

  test('lets others work while it is read, and fits the tracks that are there when they change it', async () => {
    await importText(featureCsv(9_000));
    const loading = loadCatalogueView(db, meaning);
    setImmediate(() => db.exec('UPDATE tracks SET removed_at = 1 WHERE id > 8000'));
    const view = await loading;
    expect(view.size).toBe(8_000);
    expect(view.features).toHaveLength(8_000 * FEATURES.length);
    expect(view.ids.at(-1)).toBe(8_000);
    expect(view.arousal.every((arousal) => Number.isFinite(arousal))).toBe(true);
  });
});
