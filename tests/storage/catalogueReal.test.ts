import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import { loadCatalogueView } from '../../src-main/catalogue/loadCatalogueView.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import { catalogueStatus } from '../../src-main/storage/tracks/tracks.ts';
import type { ImportSummary } from '../../src-preload/contract.ts';
import { sharedData } from '../support/sharedData.ts';

/** Generous: another process may have the second core. */
const IMPORT_MS = 60_000;

describe.skipIf(sharedData === null)(
  'the real catalogues (skipped where the data sets do not lie beside the project)',
  () => {
    const top50 = join(sharedData ?? '', 'catalogue/top50-2010-2019.csv');
    const spotify = join(sharedData ?? '', 'catalogue/spotify-tracks-114k.csv.gz');

    let directory: string;
    let db: Database;
    let first: ImportSummary;
    let large: ImportSummary;

    beforeAll(async () => {
      directory = mkdtempSync(join(tmpdir(), 'waves-real-'));
      db = openDatabase(directory);
      first = await importCatalogue(db, top50, { now: Date.now });
      large = await importCatalogue(db, spotify, { now: Date.now });
    }, 2 * IMPORT_MS);
    afterAll(() => {
      db.close();
      rmSync(directory, { recursive: true, force: true });
    });

    const only = (sql: string) => db.prepare(sql).pluck().get();

    test('the Top 50 list: 603 rows, of which some songs were in the list in two years', () => {
      expect(first).toMatchObject({ format: 'top-50', rows: 603, rejected: 0, updated: 0, unchanged: 0 });
      expect(first.added + first.repeated).toBe(603);
      expect(first.added).toBe(586);
    });

    test('the Spotify table: 114,000 rows of 89,740 tracks that have a name, 201 of them known, and one that has none', () => {
      expect(large).toMatchObject({
        format: 'spotify-tracks',
        rows: 114_000,
        // Songs of the Top 50 list, which has no ids, found by name and duration.
        added: 89_539,
        updated: 201,
        repeated: 24_259,
        rejected: 1,
        rejects: [{ line: 65_902, reason: 'the title is missing' }],
      });
      expect(only('SELECT count(*) FROM tracks WHERE spotify_id IS NOT NULL')).toBe(89_740);
      expect(only(`SELECT count(DISTINCT genre_id) FROM track_genres WHERE track_id > ${first.added}`)).toBe(
        114,
      );
    });

    test('zeros that mean unknown are none', () => {
      expect(
        only('SELECT count(*) FROM tracks WHERE tempo <= 0 OR duration_ms <= 0 OR time_signature <= 0'),
      ).toBe(0);
      expect(only('SELECT count(*) FROM tracks WHERE tempo IS NULL')).toBeGreaterThan(100);
    });

    test('the status takes milliseconds', () => {
      const start = performance.now();
      const status = catalogueStatus(db);
      expect(performance.now() - start).toBeLessThan(100);
      expect(status.tracks).toBe(first.added + large.added);
      expect(status.artists).toBe(only('SELECT count(DISTINCT artist_id) FROM track_artists'));
      expect(status.genres).toBe(only('SELECT count(DISTINCT genre_id) FROM track_genres'));
    });

    test('the view has a row for every track', async () => {
      const view = await loadCatalogueView(db, {
        moodOf: (features, offset) => ({ valence: features[offset]!, arousal: features[offset + 1]! }),
        genres: { clusterOf: () => 0, isBackground: (genre) => genre === 'sleep' },
      });
      expect(view.size).toBe(first.added + large.added);
      expect(view.artist.every((artist) => artist > 0)).toBe(true);
      expect(view.isBackground.reduce((sum, flag) => sum + flag, 0)).toBe(
        only(`SELECT count(*) FROM (SELECT track_id FROM track_genres JOIN genres ON genres.id = genre_id
            GROUP BY track_id HAVING min(name = 'sleep') = 1)`),
      );
    });

    test(
      'imported again, the Spotify table changes nothing',
      async () => {
        const updated = () => only('SELECT max(updated_at) || count(*) FROM tracks');
        const before = updated();
        expect(await importCatalogue(db, spotify, { now: () => Date.now() + 1e9 })).toMatchObject({
          added: 0,
          updated: 0,
          unchanged: 89_740,
          repeated: 24_259,
          rejected: 1,
        });
        expect(updated()).toBe(before);
      },
      IMPORT_MS,
    );
  },
);
