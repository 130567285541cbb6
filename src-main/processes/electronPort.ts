import { utilityProcess } from 'electron';

import type { EngineMessage, Port } from './port.ts';

const CLOSE_TIMEOUT_MS = 5_000;

/** Runs the engine as an Electron utility process. */
export function openElectronPort(modulePath: string, args: readonly string[]): Port {
  const child = utilityProcess.fork(modulePath, [...args], { serviceName: 'Words to Waves engine' });
  return {
    post: (request) => child.postMessage(request),
    onMessage: (listener) => void child.on('message', (message: EngineMessage) => listener(message)),
    onExit: (listener) => void child.on('exit', listener),
    close: () => {
      child.postMessage({ kind: 'close' });
      setTimeout(() => child.kill(), CLOSE_TIMEOUT_MS).unref();
    },
    kill: () => void child.kill(),
  };
}
