import type { Database } from 'better-sqlite3';

import { nextRevision } from './revisions.ts';

const IN_DEMO = 'source_id IN (SELECT id FROM sources WHERE is_demo = 1) AND removed_at IS NULL';
const IS_LOGGED = `(EXISTS (SELECT 1 FROM impressions WHERE track_id = tracks.id)
  OR EXISTS (SELECT 1 FROM feedback_events WHERE track_id = tracks.id))`;

/** What a track leaves behind when it goes: how to find it, and how to delete what nothing refers to any more. */
const companions = [
  {
    find: `SELECT DISTINCT artist_id FROM tracks JOIN track_artists ON track_id = tracks.id WHERE ${IN_DEMO}`,
    drop: `DELETE FROM artists WHERE id IN (SELECT value FROM json_each(?))
      AND NOT EXISTS (SELECT 1 FROM track_artists WHERE artist_id = artists.id)`,
  },
  {
    find: `SELECT DISTINCT genre_id FROM tracks JOIN track_genres ON track_id = tracks.id WHERE ${IN_DEMO}`,
    drop: `DELETE FROM genres WHERE id IN (SELECT value FROM json_each(?))
      AND NOT EXISTS (SELECT 1 FROM track_genres WHERE genre_id = genres.id)`,
  },
];

/** Whether every track in the catalogue was invented for the demo. */
export function hasOnlyDemo(db: Database): boolean {
  const real = db.prepare(
    `SELECT 1 FROM sources WHERE is_demo = 0 AND EXISTS (
       SELECT 1 FROM tracks WHERE source_id = sources.id AND removed_at IS NULL) LIMIT 1`,
  );
  return real.get() === undefined;
}

/**
 * Takes the demo out of the catalogue: deletes its tracks, except those that
 * the log speaks of, which are marked as removed. One transaction.
 */
export function removeDemoTracks(db: Database, now: number): void {
  if (db.prepare(`SELECT 1 FROM tracks WHERE ${IN_DEMO} LIMIT 1`).get() === undefined) return;
  db.transaction(() => {
    const revision = nextRevision(db);
    const left = companions.map(({ find, drop }) => ({ drop, ids: db.prepare(find).pluck().all() }));
    db.prepare(`UPDATE tracks SET removed_at = ?, revision = ? WHERE ${IN_DEMO} AND ${IS_LOGGED}`).run(
      now,
      revision,
    );
    db.prepare(`DELETE FROM tracks WHERE ${IN_DEMO}`).run();
    for (const { drop, ids } of left) db.prepare(drop).run(JSON.stringify(ids));
  }).immediate();
}
