import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import { lastOf } from '../../src-main/recommend/steps.ts';
import { catalogueStatus, countTracksInSteps } from '../../src-main/storage/tracks/tracks.ts';
import { emptyDatabase } from '../support/emptyDatabase.ts';
import { queriesOf } from '../support/queriesOf.ts';

/** A catalogue whose tracks are of these sources, 0 to 3; those with a minus have left it. */
function openTracks(sources: readonly number[]) {
  const db = emptyDatabase();
  for (let id = 1; id <= 4; id++) {
    db.prepare(`INSERT INTO sources (id, name, format, imported_at) VALUES (?, ?, 'test', ?)`).run(
      id,
      `source ${id}`,
      id,
    );
  }
  const add = db.prepare(
    `INSERT INTO tracks (identity, source_id, title, song, created_at, updated_at, removed_at)
     VALUES (?, ?, 'a', 0, 0, 0, ?)`,
  );
  sources.forEach((source, at) => add.run(`track ${at}`, Math.abs(source), source < 0 ? 1 : null));
  return db;
}

const anySource = fc.constantFrom(-4, -2, -1, 1, 2, 4);

propertyTest.prop([fc.array(anySource, { maxLength: 60 }), fc.integer({ min: 1, max: 70 })], { numRuns: 60 })(
  'tracks are counted by source, however few are counted at once',
  (sources, atOnce) => {
    const expected = new Map<number, number>();
    for (const source of sources) if (source > 0) expected.set(source, (expected.get(source) ?? 0) + 1);
    const db = openTracks(sources);
    expect(lastOf(countTracksInSteps(db, atOnce))).toEqual(expected);
    const status = catalogueStatus(db);
    expect(status.tracks).toBe(sources.filter((source) => source > 0).length);
    expect(status.sources.map(({ name, tracks }) => [name, tracks])).toEqual(
      [4, 2, 1].flatMap((id) => (expected.has(id) ? [[`source ${id}`, expected.get(id)]] : [])),
    );
  },
);

test('no step counts more than it may, and it goes by the index', () => {
  const db = openTracks(Array<number>(50).fill(2));
  expect([...countTracksInSteps(db, 7)]).toHaveLength(7);
  const counting = queriesOf(db, (spied) => lastOf(countTracksInSteps(spied))).filter((sql) =>
    sql.includes('FROM tracks'),
  );
  expect(counting).toHaveLength(1);
  const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${counting[0]!}`).all(2, 0, 10);
  expect(plan.map(({ detail }) => detail).join('\n')).toMatch(
    /SEARCH tracks USING INDEX tracks_by_source \(source_id=\? AND rowid>\?\)/,
  );
});
