import type { Database } from 'better-sqlite3';

import type { Intent, Point, TrackId } from '../../../src-preload/contract.ts';

/** A list that was shown: for which mood and when. */
export type ShownTracks = {
  readonly listId: number;
  readonly target: Point;
  readonly intent: Intent;
  readonly at: number;
  readonly trackIds: readonly TrackId[];
};

type ListRow = readonly [id: number, valence: number, arousal: number, intent: Intent, at: number];

/** The lists after one, in their order, `limit` at most. */
export function readShownLists(db: Database, after: number, limit: number): ShownTracks[] {
  const tracks = db
    .prepare<[number], TrackId>('SELECT track_id FROM impressions WHERE list_id = ? ORDER BY position')
    .pluck();
  return db
    .prepare<[number, number], ListRow>(
      `SELECT id, target_valence, target_arousal, intent, created_at FROM recommendation_lists
       WHERE id > ? ORDER BY id LIMIT ?`,
    )
    .raw()
    .all(after, limit)
    .map(([listId, valence, arousal, intent, at]) => ({
      listId,
      target: { valence, arousal },
      intent,
      at,
      trackIds: tracks.all(listId),
    }));
}

/** The id of the newest list from before a time; 0 where there is none. */
export function lastListBefore(db: Database, time: number): number {
  const id = db
    .prepare<[number], number>(
      'SELECT id FROM recommendation_lists WHERE created_at < ? ORDER BY created_at DESC LIMIT 1',
    )
    .pluck()
    .get(time);
  return id ?? 0;
}

/** How many songs were shown, each time they were: impressions are never deleted, so their newest id counts them. */
export function countShown(db: Database): number {
  return db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM impressions').pluck().get()!;
}
