import type { Database } from 'better-sqlite3';

/** One execution provider that was tried with one model on one machine. */
export type ProviderTrialRow = {
  readonly provider: string;
  readonly state: 'begun' | 'ok' | 'failed';
  readonly ms: number | null;
  readonly maxDifference: number | null;
  readonly reason: string;
  readonly isChosen: boolean;
};

/** Trials of a model, given by the SHA-256 of its graph, on a machine, given by its description; in no order. */
export function listTrials(db: Database, modelSha256: string, machine: string): ProviderTrialRow[] {
  const rows = db
    .prepare(
      `SELECT provider, state, ms, max_difference AS maxDifference, reason, is_chosen AS isChosen
       FROM provider_trials WHERE model_sha256 = ? AND machine = ?`,
    )
    .all(modelSha256, machine) as (Omit<ProviderTrialRow, 'isChosen'> & { isChosen: number })[];
  return rows.map((row) => ({ ...row, isChosen: row.isChosen === 1 }));
}

/** Notes that a trial has begun; until its end is stored it counts as one that took the process down. */
export function beginTrial(
  db: Database,
  modelSha256: string,
  machine: string,
  provider: string,
  now: number,
): void {
  db.prepare(
    `INSERT INTO provider_trials (model_sha256, machine, provider, state, tried_at) VALUES (?, ?, ?, 'begun', ?)
     ON CONFLICT (model_sha256, machine, provider) DO UPDATE SET state = 'begun', tried_at = excluded.tried_at`,
  ).run(modelSha256, machine, provider, now);
}

/** Stores the trials of a model on a machine in place of all that were there. */
export function replaceTrials(
  db: Database,
  modelSha256: string,
  machine: string,
  trials: readonly ProviderTrialRow[],
  now: number,
): void {
  const insert = db.prepare(
    `INSERT INTO provider_trials (model_sha256, machine, provider, state, ms, max_difference, reason, is_chosen, tried_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  db.transaction(() => {
    forgetTrials(db, modelSha256, machine);
    for (const { provider, state, ms, maxDifference, reason, isChosen } of trials) {
      insert.run(modelSha256, machine, provider, state, ms, maxDifference, reason, Number(isChosen), now);
    }
  })();
}

/** Lets a model be tried afresh on a machine. */
export function forgetTrials(db: Database, modelSha256: string, machine: string): void {
  db.prepare('DELETE FROM provider_trials WHERE model_sha256 = ? AND machine = ?').run(modelSha256, machine);
}
