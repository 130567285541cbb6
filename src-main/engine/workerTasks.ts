import { trainAlone } from '../taste/trainAlone.ts';
import { buildForm } from '../vectors/buildForm.ts';

/** Everything that the worker process does: work that would keep the engine from answering. */
export const workerTasks = {
  'vectors.build': buildForm,
} as const;

  'taste.train': trainAlone,
export type WorkerTasks = typeof workerTasks;
