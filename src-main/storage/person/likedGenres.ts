import type { Database } from 'better-sqlite3';

import type { TrackId } from '../../../src-preload/contract.ts';

/** The genres that most of these tracks carry, with the number of tracks, the most frequent first. */
export function countGenresOf(
  db: Database,
  ids: readonly TrackId[],
  limit: number,
): { readonly name: string; readonly songs: number }[] {
  return db
    .prepare<[string, number], { name: string; songs: number }>(
      `SELECT genres.name, count(*) AS songs
       FROM json_each(?) AS wanted
       CROSS JOIN track_genres ON track_id = wanted.value
       CROSS JOIN genres ON genres.id = genre_id
       GROUP BY genres.id ORDER BY songs DESC, genres.name LIMIT ?`,
    )
    .all(JSON.stringify(ids), limit);
}
