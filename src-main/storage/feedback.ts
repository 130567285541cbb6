import type { Database } from 'better-sqlite3';

import type { FeedbackId, ImpressionId, TrackId, Verdict } from '../../src-preload/contract.ts';

/** One verdict as the log has it. */
export type FeedbackRow = { id: FeedbackId; trackId: TrackId; verdict: Verdict; createdAt: number };

export function addFeedback(
  db: Database,
  feedback: { trackId: TrackId; verdict: Verdict; impressionId: ImpressionId | null; createdAt: number },
): FeedbackId {
  const { lastInsertRowid } = db
    .prepare('INSERT INTO feedback_events (track_id, verdict, impression_id, created_at) VALUES (?, ?, ?, ?)')
    .run(feedback.trackId, feedback.verdict, feedback.impressionId, feedback.createdAt);
  return Number(lastInsertRowid) as FeedbackId;
}

/** Takes a verdict back. False when there is no such verdict, or it was taken back before. */
export function undoFeedback(db: Database, id: FeedbackId, now: number): boolean {
  const { changes } = db
    .prepare(
      `INSERT INTO feedback_events (track_id, verdict, undoes, created_at)
       SELECT f.track_id, 'undo', f.id, ? FROM feedback_events f
       WHERE f.id = ? AND f.verdict <> 'undo'
         AND NOT EXISTS (SELECT 1 FROM feedback_events u WHERE u.undoes = f.id)`,
    )
    .run(now, id);
  return changes === 1;
}

/** Every verdict that stands, oldest first. */
export function listFeedback(db: Database): FeedbackRow[] {
  return db
    .prepare(
      `SELECT f.id, f.track_id AS trackId, f.verdict, f.created_at AS createdAt
       FROM feedback_events f
       WHERE f.verdict <> 'undo' AND NOT EXISTS (SELECT 1 FROM feedback_events u WHERE u.undoes = f.id)
       ORDER BY f.id`,
    )
    .all() as FeedbackRow[];
}

/** Tracks whose newest standing verdict is a dislike. */
export function listDisliked(db: Database): TrackId[] {
  const newest = new Map<TrackId, Verdict>();
  for (const { trackId, verdict } of listFeedback(db)) newest.set(trackId, verdict);
  return [...newest].filter(([, verdict]) => verdict === 'dislike').map(([trackId]) => trackId);
}
