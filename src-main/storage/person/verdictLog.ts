import type { Database } from 'better-sqlite3';

import type { FeedbackId, Point, TrackId, Verdict } from '../../../src-preload/contract.ts';

/** A verdict of the log, with the mood that the song was found for. */
export type LoggedVerdict = {
  readonly id: FeedbackId;
  readonly trackId: TrackId;
  readonly verdict: Verdict;
  readonly at: number;
  /** Null where the song was not found for a mood. */
  readonly target: Point | null;
};

/** An event of the log: a verdict that stands, one that was taken back since, or the taking back. */
export type LoggedEvent =
  | { readonly kind: 'stands'; readonly verdict: LoggedVerdict }
  | { readonly kind: 'undone' | 'undo'; readonly id: FeedbackId; readonly trackId: TrackId };

type Row = readonly [
  id: FeedbackId,
  trackId: TrackId,
  verdict: Verdict | 'undo',
  at: number,
  isUndone: 0 | 1,
  valence: number | null,
  arousal: number | null,
];

const COLUMNS = `SELECT f.id, f.track_id, f.verdict, f.created_at, undone.id IS NOT NULL, target_valence, target_arousal
  FROM feedback_events f
  LEFT JOIN feedback_events undone ON undone.undoes = f.id
  LEFT JOIN impressions ON impressions.id = f.impression_id
  LEFT JOIN recommendation_lists ON recommendation_lists.id = list_id`;

/** The events after one of the log, in their order, `limit` at most. */
export function readLog(db: Database, after: number, limit: number): LoggedEvent[] {
  return db
    .prepare<[number, number], Row>(`${COLUMNS} WHERE f.id > ? ORDER BY f.id LIMIT ?`)
    .raw()
    .all(after, limit)
    .map((row) => {
      const [id, trackId, verdict, , isUndone] = row;
      if (verdict === 'undo') return { kind: 'undo', id, trackId };
      return isUndone ? { kind: 'undone', id, trackId } : { kind: 'stands', verdict: verdictOf(row) };
    });
}

/** The newest verdict on a track that was not taken back; null where there is none. */
export function readStandingVerdict(db: Database, trackId: TrackId): LoggedVerdict | null {
  const row = db
    .prepare<[TrackId], Row>(
      `${COLUMNS} WHERE f.track_id = ? AND f.verdict <> 'undo' AND undone.id IS NULL ORDER BY f.id DESC LIMIT 1`,
    )
    .raw()
    .get(trackId);
  return row ? verdictOf(row) : null;
}

/** The newest verdict of all that was not taken back; null where there is none. */
export function readNewestVerdict(db: Database): LoggedVerdict | null {
  const row = db
    .prepare<[], Row>(`${COLUMNS} WHERE f.verdict <> 'undo' AND undone.id IS NULL ORDER BY f.id DESC LIMIT 1`)
    .raw()
    .get();
  return row ? verdictOf(row) : null;
}

/** The id of the newest event of the log; 0 while there is none. */
export function newestFeedback(db: Database): number {
  return db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM feedback_events').pluck().get()!;
}

/** How many events the log has after one. */
export function countFeedbackAfter(db: Database, after: number): number {
  return db
    .prepare<[number], number>('SELECT count(*) FROM feedback_events WHERE id > ?')
    .pluck()
    .get(after)!;
}

function verdictOf([id, trackId, verdict, at, , valence, arousal]: Row): LoggedVerdict {
  const target = valence === null || arousal === null ? null : { valence, arousal };
  return { id, trackId, verdict: verdict as Verdict, at, target };
}
