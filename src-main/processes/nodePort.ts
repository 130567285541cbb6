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
    onExit: (listener) => void child.on('exit', listener),
    close: () => {
      if (child.connected) child.disconnect();
      setTimeout(() => child.kill('SIGKILL'), CLOSE_TIMEOUT_MS).unref();
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
