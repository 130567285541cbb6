/** A worker process with tasks that tests can wait for, stop and crash. */
import { once } from 'node:events';
import { setInterval } from 'node:timers';

import { AppError } from '../../src-preload/errors.ts';
import { serveWorker } from '../../src-main/processes/serveWorker.ts';

type Context = { readonly signal: AbortSignal; report(progress: number): void };

export const testTasks = {
  /** Gives back what it got, and which process it ran in. */
  double: (vector: Float32Array) => Promise.resolve({ doubled: vector.map((x) => x * 2), pid: process.pid }),
  /** Goes on until it is stopped, and tells its process at once. */
  async waitForStop(_input: null, { signal, report }: Context) {
    report(process.pid);
    // Keeps the process alive: nothing else does.
    const living = setInterval(() => {}, 1000);
    if (!signal.aborted) await once(signal, 'abort');
    clearInterval(living);
    signal.throwIfAborted();
    return null;
  },
  /** Hears nothing more. */
  hang(_input: null, { report }: Context): Promise<null> {
    report(process.pid);
    return new Promise((resolve) => {
      setImmediate(() => {
        for (;;) if (process.pid === 0) resolve(null);
      });
    });
  },
  fail: (message: string) => Promise.reject(new AppError('disk-full', message)),
  crash: (_input: null) => Promise.resolve().then(() => process.exit(3)),
};

serveWorker(testTasks, () => {});
