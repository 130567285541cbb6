import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { openNodeWorkerPort } from '../../../src-main/processes/nodeWorkerPort.ts';
import { createWorkerClient } from '../../../src-main/processes/workerClient.ts';
import type { WorkerMessage } from '../../../src-main/processes/workerPort.ts';
import type { testTasks } from '../../support/testWorker.ts';

const modulePath = join(import.meta.dirname, '../../support/testWorker.ts');

function client(path = modulePath, idleMs?: number) {
  let started = 0;
  const open = () => {
    started += 1;
    return openNodeWorkerPort(path);
  };
  const made = createWorkerClient<typeof testTasks>(open, idleMs);
  onTestFinished(() => made.close());
  return { ...made, starts: () => started };
}

const quiet = { signal: new AbortController().signal, onProgress: () => {} };

/** Runs a task that never ends by itself; `pid` is known once it runs. */
function endless({ run }: ReturnType<typeof client>, task: 'waitForStop' | 'hang') {
  const stop = new AbortController();
  const began = Promise.withResolvers<number>();
  const done = run(task, null, { signal: stop.signal, onProgress: (pid) => began.resolve(pid) });
  return { stop, done, pid: began.promise };
}

test('a task runs in a process of its own, which typed arrays reach as they are, and the next one runs there too', async () => {
  const worker = client();
  const first = await worker.run('double', Float32Array.of(1, 2.5), quiet);
  expect(first.doubled).toEqual(Float32Array.of(2, 5));
  expect(first.pid).not.toBe(process.pid);
  expect((await worker.run('double', Float32Array.of(1), quiet)).pid).toBe(first.pid);
  expect(worker.starts()).toBe(1);
});

test('no process is started before there is something to do', () => {
  expect(client().starts()).toBe(0);
});

test('a failure keeps its code and its sentence', async () => {
  const failing = client().run('fail', 'The disk is full.', quiet);
  await expect(failing).rejects.toMatchObject({ code: 'disk-full', message: 'The disk is full.' });
});

test('a task that is stopped rejects with the reason, and the process goes on', async () => {
  const worker = client();
  const { stop, done, pid } = endless(worker, 'waitForStop');
  const running = await pid;
  stop.abort(new Error('enough'));
  await expect(done).rejects.toThrow('enough');
  expect((await worker.run('double', Float32Array.of(1), quiet)).pid).toBe(running);
});

test('a task that does not stop is ended with its process', async () => {
  const worker = client();
  const { stop, done, pid } = endless(worker, 'hang');
  await pid;
  stop.abort(new Error('enough'));
  await expect(done).rejects.toThrow('enough');
  expect((await worker.run('double', Float32Array.of(1), quiet)).pid).not.toBe(await pid);
});

test('a task whose process is killed rejects with engine-stopped, and the next one has another process', async () => {
  const worker = client();
  const { done, pid } = endless(worker, 'waitForStop');
  process.kill(await pid, 'SIGKILL');
  await expect(done).rejects.toMatchObject({ code: 'engine-stopped' });
  expect((await worker.run('double', Float32Array.of(1), quiet)).pid).not.toBe(await pid);
});

test('a process that ends itself is the same', async () => {
  await expect(client().run('crash', null, quiet)).rejects.toMatchObject({ code: 'engine-stopped' });
});

test('a process that cannot be started says so, and is tried again by the next task', async () => {
  const worker = client(join(import.meta.dirname, 'no-such-worker.ts'));
  const failure = { code: 'unsupported' };
  await expect(worker.run('double', Float32Array.of(1), quiet)).rejects.toMatchObject(failure);
  await expect(worker.run('double', Float32Array.of(1), quiet)).rejects.toMatchObject(failure);
  expect(worker.starts()).toBe(2);
});

test('a process without work is ended', async () => {
  const worker = client(modulePath, 0);
  const { pid } = await worker.run('double', Float32Array.of(1), quiet);
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  expect((await worker.run('double', Float32Array.of(1), quiet)).pid).not.toBe(pid);
});

test('the end of one process does not touch what runs in the next', async () => {
  const exits: (() => void)[] = [];
  const messages: ((message: WorkerMessage) => void)[] = [];
  const killed = Promise.withResolvers<void>();
  const { run } = createWorkerClient<typeof testTasks>(
    () => ({
      post: () => {},
      onMessage: (listener) => void messages.push(listener),
      onExit: (listener) => void exits.push(listener),
      kill: () => killed.resolve(),
    }),
    0,
  );
  const first = run('waitForStop', null, quiet);
  messages[0]!({ kind: 'ready' });
  messages[0]!({ kind: 'done', id: 1, value: null });
  await first;
  await killed.promise;
  const second = run('waitForStop', null, quiet);
  exits[0]!();
  messages[1]!({ kind: 'done', id: 2, value: null });
  expect(await second).toBeNull();
});

test('closing ends the process under its task, and nothing runs afterwards', async () => {
  const worker = client();
  const { done, pid } = endless(worker, 'hang');
  await pid;
  worker.close();
  await expect(done).rejects.toMatchObject({ code: 'engine-stopped' });
  await expect(worker.run('double', Float32Array.of(1), quiet)).rejects.toMatchObject({
    code: 'engine-stopped',
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
