import type { Database } from 'better-sqlite3';

import type { ModelKind } from '../../recommend/taste/keptModel.ts';
import type { ModelMetrics } from '../../recommend/taste/tasteModels.ts';

/** One trained version of a taste's model, without the model. */
export type TasteModelVersion = {
  readonly id: number;
  readonly taste: string;
  readonly kind: ModelKind;
  readonly metrics: ModelMetrics;
  /** Verdicts that it was trained on, and a hash over which they were. */
  readonly samples: number;
  readonly verdicts: number;
  /** When the newest of them was said. */
  readonly until: number;
  readonly state: 'promoted' | 'rejected' | 'rolled-back';
  readonly reason: string;
  readonly trainedAt: number;
};

type VersionRow = Omit<TasteModelVersion, 'metrics'> & {
  readonly held: number;
  readonly auc: number | null;
  readonly logLoss: number;
  readonly brier: number;
};

/** Keeps a trained model, used or not, and returns the id of the version. */
export function addTasteModel(
  db: Database,
  { metrics, ...version }: Omit<TasteModelVersion, 'id'> & { readonly model: unknown },
): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO taste_models
         (taste, kind, model, verdicts, samples, until, held, auc, log_loss, brier, state, reason, trained_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      version.taste,
      version.kind,
      JSON.stringify(version.model),
      version.verdicts,
      version.samples,
      version.until,
      metrics.held,
      Number.isFinite(metrics.auc) ? metrics.auc : null,
      metrics.logLoss,
      metrics.brier,
      version.state,
      version.reason,
      version.trainedAt,
    );
  return Number(lastInsertRowid);
}

/** All versions of all tastes, the oldest first. */
export function listTasteModels(db: Database): TasteModelVersion[] {
  return db
    .prepare<[], VersionRow>(
      `SELECT id, taste, kind, verdicts, samples, until, held, auc, log_loss AS logLoss, brier,
         CASE (SELECT event FROM taste_model_events WHERE model_id = taste_models.id ORDER BY id DESC LIMIT 1)
           WHEN 'rolled-back' THEN 'rolled-back' ELSE state END AS state,
         reason, trained_at AS trainedAt
       FROM taste_models ORDER BY id`,
    )
    .all()
    .map(({ held, auc, logLoss, brier, ...version }) => ({
      ...version,
      metrics: { held, auc: auc ?? NaN, logLoss, brier },
    }));
}

/** The model of a version as it was kept: any JSON, or null where it is none. */
export function readTasteModel(db: Database, id: number): unknown {
  const text = db.prepare<[number], string>('SELECT model FROM taste_models WHERE id = ?').pluck().get(id);
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return null;
  }
}

/** Takes a promoted version back: the one before it is in use again. */
export function rollBackTasteModel(db: Database, id: number, now: number): void {
  addEvent(db, id, 'rolled-back', now);
}

/** Brings a version back that was taken back. */
export function restoreTasteModel(db: Database, id: number, now: number): void {
  addEvent(db, id, 'restored', now);
}

function addEvent(db: Database, id: number, event: 'rolled-back' | 'restored', now: number): void {
  db.prepare('INSERT INTO taste_model_events (model_id, event, created_at) VALUES (?, ?, ?)').run(
    id,
    event,
    now,
  );
}

/** Ids of the versions of a taste that were taken back and not brought back since, the last one first. */
export function listTakenBack(db: Database, taste: string): number[] {
  return db
    .prepare<[string], number>(
      `SELECT model_id FROM taste_model_events AS event JOIN taste_models ON taste_models.id = model_id
       WHERE taste = ? AND event.event = 'rolled-back' AND NOT EXISTS
         (SELECT 1 FROM taste_model_events AS later WHERE later.model_id = event.model_id AND later.id > event.id)
       ORDER BY event.id DESC`,
    )
    .pluck()
    .all(taste);
}

/** How far the log had been read when models were last trained; 0 before the first time. */
export function lastTrainedFeedback(db: Database): number {
  return db.prepare<[], number>('SELECT coalesce(max(feedback_id), 0) FROM taste_trainings').pluck().get()!;
}

/** Records that models were trained from the log up to a verdict. */
export function addTasteTraining(db: Database, feedbackId: number, now: number): void {
  db.prepare('INSERT INTO taste_trainings (feedback_id, trained_at) VALUES (?, ?)').run(feedbackId, now);
}
