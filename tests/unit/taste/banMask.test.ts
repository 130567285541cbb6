import { expect, test } from 'vitest';

import { lastOf } from '../../../src-main/recommend/steps.ts';
import { addBan } from '../../../src-main/storage/person/bans.ts';
import { createBanMask } from '../../../src-main/taste/createBanMask.ts';
import { syntheticView } from '../../recommend/syntheticView.ts';
import { emptyDatabase } from '../../support/emptyDatabase.ts';

const SONGS = 25_000;

/** Songs that all carry one genre, and every tenth another one too. */
function openSongs() {
  const db = emptyDatabase();
  db.exec(`
    INSERT INTO sources (name, format, is_demo, is_synthetic, imported_at) VALUES ('a', 'a', 0, 0, 1);
    INSERT INTO genres (id, name) VALUES (1, 'pop'), (2, 'jazz');
    WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${SONGS})
    INSERT INTO tracks (id, source_id, identity, title, song, created_at, updated_at)
      SELECT id, 1, 'song ' || id, 'Song ' || id, id, 0, 0 FROM n;
    INSERT INTO track_genres (track_id, genre_id, position) SELECT id, 1, 0 FROM tracks;
    INSERT INTO track_genres (track_id, genre_id, position) SELECT id, 2, 1 FROM tracks WHERE id % 10 = 0;
  `);
  const ids = Int32Array.from({ length: SONGS }, (_, at) => at + 1);
  return { db, mask: createBanMask(db), view: syntheticView({ size: SONGS, overrides: { ids } }) };
}

const banned = (mask: Uint8Array | null) => mask?.reduce((sum, one) => sum + one, 0) ?? null;
const ban = (key: string) => ({ kind: 'genre', name: key, key }) as const;

test('the songs of a large genre are looked up in steps, after which they are known', () => {
  const { db, mask, view } = openSongs();
  addBan(db, ban('pop'), 1);
  const steps = mask.inSteps(view);
  let count = 0;
  while (!steps.next().done) count++;
  expect(count).toBeGreaterThanOrEqual(3);
  expect(mask.inSteps(view).next()).toMatchObject({ done: true });
  expect(banned(mask.of(view))).toBe(SONGS);
});

test('bans that change while songs are looked up count at once', () => {
  const { db, mask, view } = openSongs();
  expect(mask.of(view)).toBeNull();
  addBan(db, ban('pop'), 1);
  mask.invalidate();
  const steps = mask.inSteps(view);
  steps.next();
  db.exec('DELETE FROM bans');
  addBan(db, ban('jazz'), 2);
  mask.invalidate();
  lastOf(steps);
  expect(banned(mask.of(view))).toBe(SONGS / 10);
});
