import type { Database } from 'better-sqlite3';

import type { TrackId } from '../../../src-preload/contract.ts';

/** How far a reader of changes has come: all changes of lower revisions, and of this one up to this track. */
export type ChangeCursor = { readonly revision: number; readonly id: number };

/** A track that was added or changed, or that left the catalogue. */
export type TrackChange = {
  readonly id: TrackId;
  readonly revision: number;
  readonly isGone: boolean;
};

/** Where a reader starts that has seen nothing. */
export const START_OF_CHANGES: ChangeCursor = { revision: 0, id: 0 };

/**
 * Raises the revision of the catalogue and returns it. Called once in each
 * transaction that changes tracks, before it does; the number then goes into
 * `tracks.revision` of every track that it inserts, changes, removes or
 * restores, or whose artists or genres it touches. It never goes back.
 */
export function nextRevision(db: Database): number {
  return db
    .prepare<[], number>('UPDATE catalogue_revision SET value = value + 1 RETURNING value')
    .pluck()
    .get()!;
}

/** The revision of the last change. */
export function catalogueRevision(db: Database): number {
  return db.prepare<[], number>('SELECT value FROM catalogue_revision').pluck().get()!;
}

/**
 * The next changes after the cursor, `limit` at most, in the order of revision
 * and id; the last one is the new cursor. A track comes once, with its last
 * change. Changes that are made between two calls come later.
 */
export function readTrackChanges(db: Database, after: ChangeCursor, limit: number): TrackChange[] {
  return db
    .prepare<unknown[], { id: TrackId; revision: number; isGone: 0 | 1 }>(
      `SELECT id, revision, isGone FROM (
         SELECT id, revision, isGone FROM (
           SELECT id, revision, removed_at IS NOT NULL AS isGone FROM tracks
           WHERE (revision, id) > (@revision, @id) ORDER BY revision, id LIMIT @limit)
         UNION ALL
         SELECT id, revision, isGone FROM (
           SELECT track_id AS id, revision, 1 AS isGone FROM deleted_tracks
           WHERE (revision, track_id) > (@revision, @id)
             AND NOT EXISTS (SELECT 1 FROM tracks WHERE tracks.id = deleted_tracks.track_id)
           ORDER BY revision, track_id LIMIT @limit))
       ORDER BY revision, id LIMIT @limit`,
    )
    .all({ ...after, limit })
    .map((change) => ({ ...change, isGone: change.isGone === 1 }));
}
