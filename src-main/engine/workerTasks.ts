import { buildForm } from '../vectors/buildForm.ts';

/** Everything that the worker process does: work that would keep the engine from answering. */
export const workerTasks = {
  'vectors.build': buildForm,
} as const;

export type WorkerTasks = typeof workerTasks;
