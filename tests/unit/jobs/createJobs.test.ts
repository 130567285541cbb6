import { expect, test } from 'vitest';

import type { Job } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { createJobs, type JobContext } from '../../../src-main/jobs/createJobs.ts';
import { emptyDatabase } from '../../support/emptyDatabase.ts';

type Run = (input: { name: string }, context: JobContext) => Promise<void>;

function open(run: Run, db = emptyDatabase()) {
  const changes: Job[] = [];
  const reports: unknown[] = [];
  let clock = 0;
  let wake: () => void = () => {};
  const jobs = createJobs({
    db,
    now: () => (clock += 1),
    kinds: { import: { unit: 'rows', titleOf: ({ name }: { name: string }) => `Reading ${name}`, run } },
    onChange: (job) => {
      changes.push(job);
      wake();
    },
    report: (error) => reports.push(error),
  });
  const settled = async (): Promise<Job> => {
    while (changes.at(-1)?.state === 'running' || changes.length === 0) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
    return changes.at(-1)!;
  };
  return { jobs, db, changes, reports, settled };
}

const untilAborted: Run = (_input, { signal }) =>
  new Promise((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(new AppError('cancelled', 'stopped'))),
  );

test('a job runs to its end and is remembered', async () => {
  const { jobs, settled } = open(async (_input, { report }) => {
    report({ done: 3, total: 3 });
  });
  const id = jobs.start('import', { name: 'a' });
  expect(await settled()).toMatchObject({
    id,
    title: 'Reading a',
    state: 'done',
    done: 3,
    total: 3,
    failure: null,
  });
  expect(jobs.get(id).state).toBe('done');
});

test('an expected failure keeps its code, and an unexpected one is reported and hidden', async () => {
  const expected = open(() => Promise.reject(new AppError('not-a-catalogue', 'No songs in it.')));
  expected.jobs.start('import', { name: 'a' });
  expect((await expected.settled()).failure).toEqual({ code: 'not-a-catalogue', message: 'No songs in it.' });

  const defect = open(() => Promise.reject(new TypeError('secret')));
  defect.jobs.start('import', { name: 'a' });
  expect((await defect.settled()).failure).toMatchObject({
    code: 'internal',
    message: expect.not.stringContaining('secret'),
  });
  expect(defect.reports).toHaveLength(1);
});

test('a second job of a kind is refused while one runs', () => {
  const { jobs } = open(untilAborted);
  jobs.start('import', { name: 'a' });
  expect(() => jobs.start('import', { name: 'b' })).toThrow(expect.objectContaining({ code: 'busy' }));
});

test('a cancelled job ends as cancelled', async () => {
  const { jobs, settled } = open(untilAborted);
  jobs.cancel(jobs.start('import', { name: 'a' }));
  expect((await settled()).state).toBe('cancelled');
});

test('a job that closing cut off starts again with the same id, and its input, at the next start', async () => {
  const first = open(untilAborted);
  const id = first.jobs.start('import', { name: 'a' });
  await first.jobs.close();

  const seen: string[] = [];
  const second = open(async ({ name }) => void seen.push(name), first.db);
  second.jobs.resume();
  expect(await second.settled()).toMatchObject({ id, state: 'done' });
  expect(seen).toEqual(['a']);
});

test('a job that never ends is given up after three starts', async () => {
  const { db, jobs } = open(untilAborted);
  const id = jobs.start('import', { name: 'a' });
  await jobs.close();
  for (let start = 0; start < 2; start++) {
    const again = open(untilAborted, db);
    again.jobs.resume();
    expect(again.jobs.get(id).state).toBe('running');
    await again.jobs.close();
  }
  const last = open(untilAborted, db);
  last.jobs.resume();
  expect(last.jobs.get(id).state).toBe('interrupted');
});

test('the end of a job that the disk cannot take is told all the same, and the job runs again at the next start', async () => {
  const db = emptyDatabase();
  const full = open(async () => {
    db.pragma('query_only = ON');
    throw new AppError('disk-full', 'The disk is full.');
  }, db);
  const id = full.jobs.start('import', { name: 'a' });
  expect(await full.settled()).toMatchObject({ state: 'failed', failure: { code: 'disk-full' } });
  expect(full.jobs.get(id).state).toBe('failed');
  expect(full.reports).toHaveLength(1);

  db.pragma('query_only = OFF');
  const again = open(async () => {}, db);
  again.jobs.resume();
  expect(await again.settled()).toMatchObject({ id, state: 'done' });
});

test('a job that is not there is named as such', () => {
  const { jobs } = open(untilAborted);
  expect(() => jobs.get(9 as Job['id'])).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(() => jobs.cancel(9 as Job['id'])).toThrow(expect.objectContaining({ code: 'not-found' }));
});
