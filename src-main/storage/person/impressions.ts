import type { Database } from 'better-sqlite3';

import type {
  EntryId,
  ImpressionId,
  Intent,
  Point,
  Reason,
  Stage,
  TrackId,
} from '../../../src-preload/contract.ts';
import { addListMix, type ListMix } from './mixedLists.ts';

export type ShownList = {
  readonly entryId: EntryId | null;
  readonly point: Point;
  readonly target: Point;
  readonly intent: Intent;
  readonly stage: Stage;
  readonly modelId: string;
  readonly createdAt: number;
  readonly tracks: readonly {
    readonly id: TrackId;
    readonly score: number;
    readonly reasons: readonly Reason[];
  }[];
  /** Where the list was mixed of two that are being compared. */
  readonly mix?: ListMix;
};

/** Records a list that was shown, and returns the id of each impression in its order. */
export function addImpressions(db: Database, shown: ShownList): ImpressionId[] {
  return db.transaction(() => {
    const { lastInsertRowid } = db
      .prepare(
        `INSERT INTO recommendation_lists
           (entry_id, valence, arousal, target_valence, target_arousal, intent, stage, model_id, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        shown.entryId,
        shown.point.valence,
        shown.point.arousal,
        shown.target.valence,
        shown.target.arousal,
        shown.intent,
        shown.stage,
        shown.modelId,
        shown.createdAt,
      );
    const insert = db.prepare(
      'INSERT INTO impressions (list_id, position, track_id, score, reasons) VALUES (?, ?, ?, ?, ?)',
    );
    const songs = shown.tracks.map(({ id, score, reasons }, position) => {
      const result = insert.run(lastInsertRowid, position, id, score, JSON.stringify(reasons));
      return { trackId: id, impressionId: Number(result.lastInsertRowid) as ImpressionId };
    });
    if (shown.mix) addListMix(db, lastInsertRowid, shown.mix, songs);
    return songs.map(({ impressionId }) => impressionId);
  })();
}

/** Whether the impression exists and showed this track. */
export function isImpressionOf(db: Database, id: ImpressionId, trackId: TrackId): boolean {
  return db.prepare('SELECT 1 FROM impressions WHERE id = ? AND track_id = ?').get(id, trackId) !== undefined;
}
