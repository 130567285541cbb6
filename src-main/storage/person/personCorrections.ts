import type { Database } from 'better-sqlite3';

import { type Correction, type CorrectionFit, readCorrection } from '../../learning/fitCorrection.ts';

/** Keeps a fit, used or not. */
export function addCorrectionFit(db: Database, modelId: string, fit: CorrectionFit, now: number): void {
  db.prepare(
    `INSERT INTO person_corrections (kind, model_id, correction, distance_before, distance_after, is_better, created_at)
     VALUES ('fit', ?, ?, ?, ?, ?, ?)`,
  ).run(
    modelId,
    JSON.stringify(fit.correction),
    fit.distanceBefore,
    fit.distanceAfter,
    Number(fit.isBetter),
    now,
  );
}

/** Forgets what was learned: earlier fits are not used any more, and corrections made before `now` are not learned from. */
export function resetCorrections(db: Database, now: number): void {
  db.prepare(`INSERT INTO person_corrections (kind, created_at) VALUES ('reset', ?)`).run(now);
}

/** From when on corrections are learned from: the newest reset, or 0. */
export function learnedSince(db: Database): number {
  return db
    .prepare(`SELECT coalesce(max(created_at), 0) FROM person_corrections WHERE kind = 'reset'`)
    .pluck()
    .get() as number;
}

/** What a fit has come to, without the fit itself. */
export type FitOutcome = {
  readonly distanceBefore: number;
  readonly distanceAfter: number;
  readonly isBetter: boolean;
  readonly createdAt: number;
};

/** The newest fit for a model since the last reset, used or not; null when there is none. */
export function readNewestFit(db: Database, modelId: string): FitOutcome | null {
  const row = db
    .prepare(
      `SELECT distance_before AS distanceBefore, distance_after AS distanceAfter,
              is_better AS isBetter, created_at AS createdAt
       FROM person_corrections
       WHERE kind = 'fit' AND model_id = ?
         AND id > (SELECT coalesce(max(id), 0) FROM person_corrections WHERE kind = 'reset')
       ORDER BY id DESC LIMIT 1`,
    )
    .get(modelId) as (Omit<FitOutcome, 'isBetter'> & { isBetter: number }) | undefined;
  return row ? { ...row, isBetter: row.isBetter === 1 } : null;
}

/** The newest fit for a model since the last reset, if it is better than none; null otherwise. */
export function readUsedCorrection(db: Database, modelId: string): Correction | null {
  const row = db
    .prepare(
      `SELECT correction, is_better AS isBetter FROM person_corrections
       WHERE kind = 'fit' AND model_id = ?
         AND id > (SELECT coalesce(max(id), 0) FROM person_corrections WHERE kind = 'reset')
       ORDER BY id DESC LIMIT 1`,
    )
    .get(modelId) as { correction: string; isBetter: number } | undefined;
  return row?.isBetter ? readCorrection(JSON.parse(row.correction)) : null;
}
