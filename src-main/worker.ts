/** The worker process: bulk work for the engine, which starts it, beside the calls that people wait for. */
import { constants, setPriority } from 'node:os';

import { workerTasks } from './engine/tasks/workerTasks.ts';
import { serveWorker } from './processes/serveWorker.ts';

try {
  // Whoever waits for an answer goes first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Not allowed everywhere; the work is then done all the same.
}

serveWorker(workerTasks, (error) => console.error(error));
