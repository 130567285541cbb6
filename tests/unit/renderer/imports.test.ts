import { expect, test, vi } from 'vitest';

import type { JobId } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { Imports } from '../../../src-renderer/state/imports.svelte.ts';
import { createFarSide } from './farSide.ts';
import { job } from './samples.ts';

const file = (name: string) => new File(['x'], name);
const started = { 'catalogue.import': () => ({ jobId: 4 as JobId }), 'job.get': () => job(4) };

test('dropped files are handed over and imported as one job', async () => {
  const far = createFarSide(started);
  const imports = new Imports(far.client);
  await imports.take([file('a.csv'), file('b.csv.gz')]);
  expect(far.inputs('catalogue.import')).toEqual([{ paths: ['/dropped/a.csv', '/dropped/b.csv.gz'] }]);
  expect(imports.job?.id).toBe(4);
  expect(imports.isRunning).toBe(true);
});

test('nothing is imported when the dialog is closed without a choice', async () => {
  const far = createFarSide({ ...started, 'shell.choose': () => ({ paths: [] }) });
  const imports = new Imports(far.client);
  await imports.choose();
  expect(far.inputs('catalogue.import')).toEqual([]);
  expect(imports.isRunning).toBe(false);
  expect(imports.failure).toBeNull();
});

test('a second import waits until the first has ended', async () => {
  const far = createFarSide(started);
  const imports = new Imports(far.client);
  await imports.take([file('a.csv')]);
  await imports.take([file('b.csv')]);
  expect(far.inputs('catalogue.import')).toHaveLength(1);
});

test('late news of the past never turns progress back or revives an ended job', async () => {
  const far = createFarSide(started);
  const imports = new Imports(far.client);
  await imports.take([file('a.csv')]);
  const tell = (news: ReturnType<typeof job>) => far.announce({ name: 'job.change', value: { job: news } });
  tell(job(4, { done: 60 }));
  tell(job(4, { done: 40 }));
  expect(imports.job?.done).toBe(60);
  tell(job(4, { state: 'done', done: 100, endedAt: 2 }));
  tell(job(4, { done: 80 }));
  tell(job(3, { done: 10 }));
  expect(imports.job).toMatchObject({ id: 4, state: 'done' });
});

test('a refused import says why and can be started again', async () => {
  const far = createFarSide({
    ...started,
    'catalogue.import': () => {
      throw new AppError('busy', 'Another import is running.');
    },
  });
  const imports = new Imports(far.client);
  await imports.take([file('a.csv')]);
  expect(imports.failure).toBe('Another import is running.');
  far.answer(started);
  await imports.take([file('a.csv')]);
  expect(imports.failure).toBeNull();
  expect(imports.job?.id).toBe(4);
});

test('a window that opens during an import finds it, and one that opens just after finds its result', async () => {
  const ended = job(5, { state: 'done', endedAt: 100_000 });
  const far = createFarSide({ 'job.list': () => [job(4), ended] });
  const during = new Imports(far.client, () => 101_000);
  await during.resume();
  expect(during.job?.id).toBe(4);

  far.answer({ 'job.list': () => [job(4, { state: 'cancelled', endedAt: 90_000 }), ended] });
  const after = new Imports(far.client, () => 101_000);
  await after.resume();
  expect(after.job?.id).toBe(5);

  const nextDay = new Imports(far.client, () => 9_000_000);
  await nextDay.resume();
  expect(nextDay.job).toBeNull();
});

test('a window that opens after a trial shows it as one, and what was tried can be imported only where it was', async () => {
  const ended = job(4, { isTrial: true, state: 'done', endedAt: 100_000 });
  const far = createFarSide({ ...started, 'job.get': () => ended, 'job.list': () => [ended] });
  const first = new Imports(far.client);
  await first.take([file('a.csv')], true);
  expect(first.canTakeTried).toBe(true);

  const second = new Imports(far.client, () => 101_000);
  await second.resume();
  expect(second.job?.isTrial).toBe(true);
  expect(second.canTakeTried).toBe(false);
});

test('after the engine was away, the job is read again', async () => {
  const far = createFarSide(started);
  const imports = new Imports(far.client);
  await imports.take([file('a.csv')]);
  far.answer({ 'job.get': () => job(4, { state: 'interrupted', endedAt: 5 }) });
  far.announce({ name: 'engine.change', value: { state: 'running', message: null } });
  await vi.waitFor(() => expect(imports.job?.state).toBe('interrupted'));
});

test('a result can be put away, a running import cannot', async () => {
  const far = createFarSide(started);
  const imports = new Imports(far.client);
  await imports.take([file('a.csv')]);
  imports.dismiss();
  expect(imports.job).not.toBeNull();
  far.announce({ name: 'job.change', value: { job: job(4, { state: 'cancelled', endedAt: 5 }) } });
  imports.dismiss();
  expect(imports.job).toBeNull();
});
