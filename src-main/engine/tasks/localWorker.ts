import { AppError } from '../../../src-preload/errors.ts';
import type { WorkerClient } from '../../processes/workerClient.ts';
import { type WorkerTasks, workerTasks } from './workerTasks.ts';

/** What the engine has done elsewhere. */
export type Worker = WorkerClient<WorkerTasks>;

/** Does the worker's tasks in this process: in tests, and where no process can be started. */
export function createLocalWorker(): Worker {
  let isClosed = false;
  return {
    run(task, input, { signal, onProgress }) {
      if (isClosed) return Promise.reject(new AppError('engine-stopped', 'The engine is closed.'));
      return workerTasks[task](input as never, { signal, report: onProgress as never }) as Promise<never>;
    },
    close() {
      isClosed = true;
    },
  };
}
