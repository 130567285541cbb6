import Sqlite from 'better-sqlite3';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import { openTestEngine } from '../support/openTestEngine.ts';
import { sharedData } from '../support/sharedData.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { evaluate } from './evaluate.ts';

const TEN_MINUTES = 600_000;

describe.skipIf(sharedData === null)(
  'on the real catalogue (skipped where ../shared/data is not there)',
  () => {
    test(
      'songs keep what queries ask for, far better than words and chance do, also in words that are listed nowhere',
      { timeout: TEN_MINUTES },
      async () => {
        const profile = temporaryDirectory();
        const db = openDatabase(profile);
        await importCatalogue(db, join(sharedData!, 'catalogue/spotify-tracks-114k.csv.gz'), {
          now: Date.now,
        });
        db.close();
        const { call } = await openTestEngine({ profile });
        const reading = new Sqlite(join(profile, 'waves.db'), { readonly: true });
        const found = await evaluate({
          db: reading,
          profile,
          call,
          openReadOnly: (path) => new Sqlite(path, { readonly: true }),
        });
        reading.close();

        expect(found['generated, development'].fused).toBeGreaterThanOrEqual(0.98);
        expect(found['hand-written, development'].fused).toBeGreaterThanOrEqual(0.95);
        expect(found['hand-written, held out'].fused).toBeGreaterThanOrEqual(0.95);
        // The words of these queries are in no list: they are understood by meaning, or not.
        expect(found['generated, held out'].fused).toBeGreaterThanOrEqual(0.85);
        for (const ways of Object.values(found)) {
          for (const other of ['TF-IDF', 'BM25', 'random'] as const) {
            expect(ways.fused - ways[other]).toBeGreaterThan(0.2);
          }
        }
      },
    );
  },
);
