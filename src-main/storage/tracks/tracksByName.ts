import type { Database } from 'better-sqlite3';

import type { TrackId } from '../../../src-preload/contract.ts';
import { nameIdentity } from '../library/trackMatch.ts';

/** Finds a track of the catalogue by its name as compared and the hash of it; of several the best known. */
export function prepareFindByName(db: Database): (name: string, nameKey: number) => TrackId | null {
  const find = db
    .prepare<[number, string, string], TrackId>(
      `SELECT id FROM (
         SELECT id FROM tracks WHERE name_key = ? AND name_key <> 0
         UNION SELECT id FROM tracks WHERE identity = ?
         UNION SELECT track_id FROM track_identities WHERE identity = ?
       ) JOIN tracks USING (id) WHERE removed_at IS NULL
       ORDER BY popularity DESC NULLS LAST, id LIMIT 1`,
    )
    .pluck();
  return (name, nameKey) => find.get(nameKey, `name:${name}`, nameIdentity(nameKey)) ?? null;
}
