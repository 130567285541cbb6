import type { Database } from 'better-sqlite3';

import type { ImportSummary, Job, JobId } from '../../src-preload/contract.ts';
import { AppError, toFailure } from '../../src-preload/errors.ts';
import { addJob, countAttempt, endJob, listEndedJobs, listUnfinishedJobs } from '../storage/jobs.ts';
import { createProgressMeter } from './progressMeter.ts';

const ANNOUNCE_EVERY_MS = 100;
const KEPT_JOBS = 20;
const MAX_ATTEMPTS = 3;

/** What a job may do while it runs. */
export type JobContext = {
  readonly id: JobId;
  readonly signal: AbortSignal;
  report(progress: { done: number; total: number | null }): void;
  addSummary(summary: ImportSummary): void;
};

/** One kind of long work. It must be safe to run again from the start after it was cut off. */
export type JobWork<Input = unknown> = {
  readonly unit: Job['unit'];
  /** Work of the same lane is not done at the same time; by itself a kind is a lane of its own. */
  readonly lane?: string;
  titleOf(input: Input): string;
  /** Whether this input asks only what would be done. Work without it is never a trial. */
  isTrial?(input: Input): boolean;
  run(input: Input, context: JobContext): Promise<void>;
};

export type Jobs = {
  /** Starts work of a kind and returns at once. Throws `busy` while work of this kind, or of its lane, is running. */
  start(kind: Job['kind'], input: unknown): JobId;
  /** Starts again what was cut off when the process last ended. */
  resume(): void;
  /** Running jobs, then those that ended last. */
  list(): Job[];
  get(id: JobId): Job;
  cancel(id: JobId): void;
  /** Stops all work at its next safe point and resolves when it has stopped; it resumes at the next start. */
  close(): Promise<void>;
};

type Running = { job: Job; readonly abort: AbortController; settled: Promise<void> };

/** The one mechanism for work that takes longer than a call may. `now` is epoch milliseconds. */
export function createJobs(options: {
  readonly db: Database;
  readonly kinds: Readonly<Partial<Record<Job['kind'], JobWork<never>>>>;
  readonly now: () => number;
  readonly onChange: (job: Job) => void;
  readonly report: (error: unknown) => void;
}): Jobs {
  const { db, now, onChange } = options;
  const running = new Map<JobId, Running>();
  const unwritten = new Map<JobId, Job>();
  let isClosing = false;

  function laneOf(kind: Job['kind']): string {
    return (options.kinds[kind] as JobWork | undefined)?.lane ?? kind;
  }

  function isTrial(kind: Job['kind'], input: unknown): boolean {
    return (options.kinds[kind] as JobWork | undefined)?.isTrial?.(input) ?? false;
  }

  function launch(id: JobId, kind: Job['kind'], input: unknown): void {
    const work = options.kinds[kind] as JobWork;
    const meter = createProgressMeter();
    const entry: Running = {
      job: {
        id,
        kind,
        title: work.titleOf(input),
        isTrial: isTrial(kind, input),
        state: 'running',
        done: 0,
        total: null,
        unit: work.unit,
        rate: null,
        remainingMs: null,
        failure: null,
        summaries: [],
        startedAt: now(),
        endedAt: null,
      },
      abort: new AbortController(),
      settled: Promise.resolve(),
    };
    running.set(id, entry);
    let announcedAt = 0;

    const context: JobContext = {
      id,
      signal: entry.abort.signal,
      report({ done, total }) {
        const at = now();
        entry.job = { ...entry.job, done, total, ...meter.report(done, total, at) };
        if (at - announcedAt < ANNOUNCE_EVERY_MS) return;
        announcedAt = at;
        onChange(entry.job);
      },
      addSummary(summary) {
        entry.job = { ...entry.job, summaries: [...entry.job.summaries, summary] };
      },
    };
    onChange(entry.job);
    entry.settled = work.run(input, context).then(
      () => end(entry, 'done', null),
      (error: unknown) => fail(entry, error),
    );
  }

  function fail(entry: Running, error: unknown): void {
    if (entry.abort.signal.aborted) {
      end(entry, 'cancelled', null);
      return;
    }
    if (!(error instanceof AppError)) options.report(error);
    end(entry, 'failed', toFailure(error));
  }

  function end(entry: Running, state: Job['state'], failure: Job['failure']): void {
    running.delete(entry.job.id);
    // What closing cuts off stays unfinished in the profile, and so resumes.
    if (isClosing && state === 'cancelled') return;
    entry.job = { ...entry.job, state, failure, remainingMs: null, endedAt: now() };
    try {
      endJob(db, entry.job);
    } catch (error) {
      // A full disk, say. The person is told how it ended all the same; the profile has it unfinished, so it runs again.
      unwritten.set(entry.job.id, entry.job);
      options.report(error);
    }
    onChange(entry.job);
  }

  function ended(): Job[] {
    return [...[...unwritten.values()].reverse(), ...listEndedJobs(db, KEPT_JOBS)];
  }

  return {
    start(kind, input) {
      const other = [...running.values()].find(({ job }) => laneOf(job.kind) === laneOf(kind))?.job;
      if (other) {
        throw new AppError('busy', `${other.title} has not ended yet. Wait until it has, or cancel it.`);
      }
      const id = addJob(db, kind, input, now());
      launch(id, kind, input);
      return id;
    },
    resume() {
      for (const { id, kind, input, attempts } of listUnfinishedJobs(db)) {
        countAttempt(db, id);
        if (attempts < MAX_ATTEMPTS && Object.hasOwn(options.kinds, kind)) launch(id, kind, input);
        else endJob(db, interrupted(id, kind, isTrial(kind, input), now()));
      }
    },
    list: () => [...[...running.values()].map(({ job }) => job), ...ended()],
    get(id) {
      const found = running.get(id)?.job ?? ended().find((job) => job.id === id);
      if (!found) throw new AppError('not-found', `There is no job ${id}.`);
      return found;
    },
    cancel(id) {
      const entry = running.get(id);
      if (!entry) throw new AppError('not-found', `No job ${id} is running.`);
      entry.abort.abort();
    },
    async close() {
      isClosing = true;
      const entries = [...running.values()];
      for (const { abort } of entries) abort.abort();
      await Promise.all(entries.map(({ settled }) => settled));
    },
  };
}

function interrupted(id: JobId, kind: Job['kind'], isTrial: boolean, now: number): Job {
  return {
    id,
    kind,
    title: 'Interrupted work',
    isTrial,
    state: 'interrupted',
    done: 0,
    total: null,
    unit: 'rows',
    rate: null,
    remainingMs: null,
    failure: {
      code: 'engine-stopped',
      message:
        'The engine stopped each time this ran. What was imported is kept; start it again to try once more.',
    },
    summaries: [],
    startedAt: now,
    endedAt: now,
  };
}
