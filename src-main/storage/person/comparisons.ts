import type { Database } from 'better-sqlite3';

import type { Configuration, ExperimentId } from '../../../src-preload/contract.ts';

/** A comparison as it was asked for. */
export type ComparisonPlan = {
  readonly a: Configuration;
  readonly b: Configuration;
  /** Of the draws: which side picks first. */
  readonly seed: number;
};

/** A comparison as it is kept: an experiment of the kind "interleaving". */
export type StoredComparison = ComparisonPlan & {
  readonly id: ExperimentId;
  readonly startedAt: number;
};

/** The comparison that runs; null where none does. */
export function readRunningComparison(db: Database): StoredComparison | null {
  const row = db
    .prepare<[], { id: ExperimentId; params: string; startedAt: number }>(
      `SELECT id, params, started_at AS startedAt FROM experiments
       WHERE kind = 'interleaving' AND state = 'running'`,
    )
    .get();
  if (!row) return null;
  return { id: row.id, startedAt: row.startedAt, ...(JSON.parse(row.params) as ComparisonPlan) };
}

/** The comparison that was started last, running or not; null where there was none. */
export function newestComparison(db: Database): ExperimentId | null {
  return db
    .prepare<[], ExperimentId | null>("SELECT max(id) FROM experiments WHERE kind = 'interleaving'")
    .pluck()
    .get()!;
}
