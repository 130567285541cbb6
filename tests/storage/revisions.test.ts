import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';

import { seedDemoCatalogue } from '../../src-main/catalogue/demoCatalogue.ts';
import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import {
  catalogueRevision,
  type ChangeCursor,
  readTrackChanges,
  START_OF_CHANGES,
  type TrackChange,
} from '../../src-main/storage/catalogue/revisions.ts';
import { emptyDatabase } from '../support/emptyDatabase.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';
import { sampleTables } from '../unit/catalogue/sampleTables.ts';

const { top50 } = sampleTables;

let db: Database;
beforeEach(() => {
  db = emptyDatabase();
});

async function importRows(...rows: string[]): Promise<void> {
  const path = join(temporaryDirectory(), 'list.csv');
  writeFileSync(path, [top50.header, ...rows, ''].join('\n'));
  await importCatalogue(db, path, { now: () => 9 });
}

/** All changes after the cursor, read a few at a time. */
function changesAfter(after: ChangeCursor): TrackChange[] {
  const changes: TrackChange[] = [];
  for (let cursor = after; ;) {
    const some = readTrackChanges(db, cursor, 3);
    if (some.length === 0) return changes;
    changes.push(...some);
    cursor = some.at(-1)!;
  }
}

const idsAfter = (revision: number) =>
  changesAfter({ revision, id: Infinity }).map(({ id, isGone }) => (isGone ? -id : id));

describe('who follows the catalogue', () => {
  test('reads each track once, added ones and changed ones after what it has read', async () => {
    await importRows(...Array.from({ length: 10 }, (_, i) => top50.row(`Song ${i}`, 'A')));
    expect(changesAfter(START_OF_CHANGES).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

    const seen = catalogueRevision(db);
    await importRows(top50.row('Song 3', 'A').replace(',pop,', ',rock,'), top50.row('New', 'A'));
    expect(idsAfter(seen)).toEqual([4, 11]);
  });

  test('reads nothing new when a file was imported again', async () => {
    await importRows(...top50.rows);
    const seen = catalogueRevision(db);
    await importRows(...top50.rows);
    expect(catalogueRevision(db)).toBe(seen);
    expect(idsAfter(seen)).toEqual([]);
  });

  test('learns that the demo went, and that a song of the log went with it', async () => {
    seedDemoCatalogue(db, 5);
    db.prepare(`INSERT INTO feedback_events (track_id, verdict, created_at) VALUES (7, 'like', 0)`).run();
    const seen = catalogueRevision(db);
    await importRows(...top50.rows);
    const changes = idsAfter(seen);
    expect(changes.filter((id) => id > 0)).toEqual([2001, 2002]);
    expect(changes.filter((id) => id < 0)).toHaveLength(2_000);
    expect(changes).toContain(-7);
  });

  test('sees a deleted track whose number another one has got as that one', async () => {
    await importRows(top50.row('First', 'A'));
    db.exec('DELETE FROM tracks');
    expect(idsAfter(0)).toEqual([-1]);
    await importRows(top50.row('Second', 'B'));
    expect(idsAfter(0)).toEqual([1]);
  });

  test('finds the changes by an index', () => {
    const plan = db
      .prepare<[], { detail: string }>(
        'EXPLAIN QUERY PLAN SELECT id, revision FROM tracks WHERE (revision, id) > (5, 7) ORDER BY revision, id LIMIT 3',
      )
      .all();
    expect(plan.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/SEARCH tracks USING .*tracks_by_revision/),
    ]);
  });
});
