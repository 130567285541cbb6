import type { Database } from 'better-sqlite3';

import type { TrackId } from '../../src-preload/contract.ts';

/** Puts a track with nothing but a title into the tables, and returns its id. */
export function addTestTrack(db: Database, title = 'A song'): TrackId {
  db.prepare(
    `INSERT INTO sources (name, format, imported_at) VALUES ('test', 'test', 0) ON CONFLICT DO NOTHING`,
  ).run();
  const key = `test|${db.prepare('SELECT count(*) FROM tracks').pluck().get() as number}`;
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO tracks (identity, source_id, title, song, created_at, updated_at)
       SELECT 'name:' || ?, id, ?, 0, 0, 0 FROM sources WHERE name = 'test'`,
    )
    .run(key, title);
  return Number(lastInsertRowid) as TrackId;
}
