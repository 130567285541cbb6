import { fork } from 'node:child_process';

import type { EngineMessage, Port } from './port.ts';

/** How long a process may take to end by itself before it is killed. */
const CLOSE_TIMEOUT_MS = 5_000;

/** Runs the engine as a child process of plain Node. `execPath` names the Node binary. */
export function openNodePort(modulePath: string, args: readonly string[], execPath = process.execPath): Port {
  const child = fork(modulePath, args, {
    execPath,
    serialization: 'advanced',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined },
  });
  // A message to a process that has just died: its exit is what counts.
  child.on('error', () => {});
  return {
    post: (request) => {
      if (child.connected) child.send(request, () => {});
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as EngineMessage)),
    onExit: (listener) => {
      // Its last messages may still be in the pipe when the process has gone.
      child.on('exit', (code) => {
        if (child.connected) child.once('disconnect', () => listener(code));
        else listener(code);
      });
      // A binary that does not start never exits either.
      child.on('error', () => {
        if (child.pid === undefined) listener(null);
      });
    },
    close: () => {
      if (child.connected) child.disconnect();
      setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS).unref();
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
