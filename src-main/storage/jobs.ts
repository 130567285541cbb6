import type { Database } from 'better-sqlite3';

import type { Job, JobId } from '../../src-preload/contract.ts';

/** A job as the profile remembers it: its kind and input, enough to start it again. */
export type StoredJob = { id: JobId; kind: Job['kind']; input: unknown; attempts: number };

export function addJob(db: Database, kind: Job['kind'], input: unknown, now: number): JobId {
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO jobs (kind, input, state, started_at) VALUES (?, ?, 'running', ?)`)
    .run(kind, JSON.stringify(input), now);
  return Number(lastInsertRowid) as JobId;
}

export function endJob(db: Database, job: Job): void {
  db.prepare('UPDATE jobs SET state = ?, outcome = ?, ended_at = ? WHERE id = ?').run(
    job.state,
    JSON.stringify(job),
    job.endedAt,
    job.id,
  );
}

/** Counts a further start of a job that was cut off. */
export function countAttempt(db: Database, id: JobId): void {
  db.prepare('UPDATE jobs SET attempts = attempts + 1 WHERE id = ?').run(id);
}

/** Gives up a job that was cut off, so that it does not start again. */
export function endUnfinishedJob(db: Database, id: number, now: number): void {
  db.prepare(`UPDATE jobs SET state = 'cancelled', ended_at = ? WHERE id = ? AND state = 'running'`).run(
    now,
    id,
  );
}

/** Jobs that were running when the process ended. */
export function listUnfinishedJobs(db: Database): StoredJob[] {
  const rows = db
    .prepare(`SELECT id, kind, input, attempts FROM jobs WHERE state = 'running' ORDER BY id`)
    .all() as {
    id: JobId;
    kind: Job['kind'];
    input: string;
    attempts: number;
  }[];
  return rows.map((row) => ({ ...row, input: JSON.parse(row.input) as unknown }));
}

/** The newest jobs that have ended, newest first. */
export function listEndedJobs(db: Database, limit: number): Job[] {
  const rows = db
    .prepare(`SELECT outcome FROM jobs WHERE outcome IS NOT NULL ORDER BY id DESC LIMIT ?`)
    .all(limit) as { outcome: string }[];
  return rows.map(({ outcome }) => asJob(JSON.parse(outcome) as StoredOutcome));
}

/** Jobs of old profiles do not say whether they were trials. */
type StoredOutcome = Omit<Job, 'isTrial'> & Partial<Pick<Job, 'isTrial'>>;

function asJob(outcome: StoredOutcome): Job {
  return { isTrial: false, ...outcome };
}
