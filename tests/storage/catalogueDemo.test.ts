import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Database } from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';

import { seedDemoCatalogue } from '../../src-main/catalogue/demoCatalogue.ts';
import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import type { TrackId } from '../../src-preload/contract.ts';
import { catalogueStatus, readTracks } from '../../src-main/storage/tracks/tracks.ts';
import { emptyDatabase } from '../support/emptyDatabase.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { sampleTables } from '../unit/catalogue/sampleTables.ts';

const { top50 } = sampleTables;

let db: Database;
beforeEach(() => {
  db = emptyDatabase();
  seedDemoCatalogue(db, 5);
});

function importRows(rows: readonly string[]) {
  const path = join(temporaryDirectory(), 'list.csv');
  writeFileSync(path, [top50.header, ...rows, ''].join('\n'));
  return importCatalogue(db, path, { now: () => 9 });
}

const count = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
const like = (trackId: number) =>
  db
    .prepare(`INSERT INTO feedback_events (track_id, verdict, created_at) VALUES (?, 'like', 0)`)
    .run(trackId);

/** A demo track by its name and duration, as a row of the Top 50 list. */
function demoRow(id: TrackId): string {
  const [track] = readTracks(db, [id]);
  return top50
    .row(`"${track!.title}"`, `"${track!.artist}"`)
    .replace(',200,', `,${track!.durationMs! / 1000},`);
}

test('an empty catalogue is filled with the demo, marked as such', () => {
  const status = catalogueStatus(db);
  expect(status).toMatchObject({
    tracks: 2_000,
    isDemo: true,
    sources: [{ format: 'demo', importedAt: 5, isDemo: true }],
  });
  expect(status.genres).toBeGreaterThanOrEqual(20);
  expect(readTracks(db, [1 as TrackId])[0]).toMatchObject({ isDemo: true, genres: [expect.any(String)] });
});

test('a catalogue that has a track is left alone', () => {
  const before = catalogueStatus(db);
  seedDemoCatalogue(db, 99);
  expect(catalogueStatus(db)).toEqual(before);
});

test('a real catalogue takes the place of the demo and leaves nothing of it', async () => {
  await importRows(top50.rows);
  expect(catalogueStatus(db)).toMatchObject({
    tracks: 2,
    artists: 2,
    genres: 2,
    isDemo: false,
    sources: [{ name: 'list.csv' }],
  });
  for (const [table, left] of Object.entries({
    tracks: 2,
    artists: 2,
    genres: 2,
    track_artists: 2,
    track_genres: 2,
  })) {
    expect([table, count(table)]).toEqual([table, left]);
  }
  expect(db.pragma('foreign_key_check')).toEqual([]);
});

test('demo songs of which the log speaks stay readable, out of the catalogue', async () => {
  like(7);
  db.exec(`
    INSERT INTO recommendation_lists (id, valence, arousal, target_valence, target_arousal, intent, stage, model_id, created_at)
    VALUES (1, 0, 0, 0, 0, 'match', 'cold-start', 'm', 0);
    INSERT INTO impressions (list_id, position, track_id, score, reasons) VALUES (1, 0, 11, 1, '[]');
  `);
  await importRows(top50.rows);
  expect(count('tracks')).toBe(4);
  expect(catalogueStatus(db)).toMatchObject({ tracks: 2, artists: 2, genres: 2, isDemo: false });
  expect(db.prepare('SELECT id, removed_at FROM tracks WHERE removed_at IS NOT NULL').raw().all()).toEqual([
    [7, 9],
    [11, 9],
  ]);
  expect(readTracks(db, [7, 11] as TrackId[]).map(({ isDemo }) => isDemo)).toEqual([true, true]);
});

test('files without a good row, and files that are none, leave the demo', async () => {
  await importRows(['bad']);
  await expect(importRows([])).rejects.toMatchObject({ code: 'not-a-catalogue' });
  expect(catalogueStatus(db)).toMatchObject({ tracks: 2_000, isDemo: true });
});

test('a real song of the same name as an invented one takes nothing over but its feedback', async () => {
  like(7);
  await importRows([demoRow(7 as TrackId)]);
  expect(readTracks(db, [7 as TrackId])).toMatchObject([{ isDemo: false, genres: ['pop'], year: 2015 }]);
  const { instrumentalness, musicalKey } = db
    .prepare<[], { instrumentalness: null; musicalKey: null }>(
      'SELECT instrumentalness, musical_key AS musicalKey FROM tracks WHERE id = 7',
    )
    .get()!;
  expect([instrumentalness, musicalKey]).toEqual([null, null]);
  expect(catalogueStatus(db)).toMatchObject({ tracks: 1, isDemo: false });
  expect(count('feedback_events')).toBe(1);
});

test('a song that had left comes back with the file that has it', async () => {
  like(7);
  const row = demoRow(7 as TrackId);
  await importRows(top50.rows);
  expect(catalogueStatus(db).tracks).toBe(2);
  expect(await importRows([row])).toMatchObject({ added: 0, updated: 1 });
  expect(catalogueStatus(db).tracks).toBe(3);
});
