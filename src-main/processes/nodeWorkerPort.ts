import { fork } from 'node:child_process';

import type { WorkerMessage, WorkerPort } from './workerPort.ts';

/** Runs the worker as a child process of plain Node. It ends by itself when this process is gone. */
export function openNodeWorkerPort(modulePath: string): WorkerPort {
  const child = fork(modulePath, [], { serialization: 'advanced', execArgv: [] });
  // A message to a process that has just died: its exit is what counts.
  child.on('error', () => {});
  return {
    post: (request) => {
      if (child.connected) child.send(request, () => {});
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as WorkerMessage)),
    onExit: (listener) => {
      const told = Promise.withResolvers<void>();
      void told.promise.then(listener);
      child.on('exit', () => {
        // Its last messages may still be in the pipe when the process has gone.
        if (child.connected) child.once('disconnect', () => told.resolve());
        else told.resolve();
      });
      child.on('error', () => {
        if (child.pid === undefined) told.resolve();
      });
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
