import type { Database } from 'better-sqlite3';

import type { FeedbackId, ImpressionId, TrackId, Verdict } from '../../../src-preload/contract.ts';

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

/** Tracks whose newest standing verdict is a dislike, by id. Reads the dislikes alone, however long the log is. */
export function listDisliked(db: Database): TrackId[] {
  return db
    .prepare(
      `SELECT DISTINCT d.track_id FROM feedback_events d
       WHERE d.verdict = 'dislike'
         AND NOT EXISTS (SELECT 1 FROM feedback_events u WHERE u.undoes = d.id)
         AND NOT EXISTS (
           SELECT 1 FROM feedback_events later
           WHERE later.track_id = d.track_id AND later.id > d.id AND later.verdict <> 'undo'
             AND NOT EXISTS (SELECT 1 FROM feedback_events u WHERE u.undoes = later.id))
       ORDER BY d.track_id`,
    )
    .pluck()
    .all() as TrackId[];
}
