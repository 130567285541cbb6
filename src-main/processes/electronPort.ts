import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';

import type { WorkerGrant, WorkerWish } from './doorWorkerPort.ts';
import type { EngineMessage, Port } from './port.ts';

const CLOSE_TIMEOUT_MS = 5_000;

/** Runs the engine as an Electron utility process, and workers for it: a utility process cannot start another. */
export function openElectronPort(modulePath: string, args: readonly string[], workerPath: string): Port {
  const child = utilityProcess.fork(modulePath, [...args], { serviceName: 'Words to Waves engine' });
  const workers = new Map<number, UtilityProcess>();
  child.on('message', (message: EngineMessage | WorkerWish) => {
    if (message.kind === 'worker-start') workers.set(message.id, startWorker(workerPath, child, message.id));
    else if (message.kind === 'worker-kill') workers.get(message.id)?.kill();
  });
  child.on('exit', () => {
    for (const worker of workers.values()) worker.kill();
  });
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

/** Gives the engine and a new worker the two ends of a channel. The channel closes with either of them. */
function startWorker(workerPath: string, engine: UtilityProcess, id: number): UtilityProcess {
  const worker = utilityProcess.fork(workerPath, [], { serviceName: 'Words to Waves worker' });
  const { port1, port2 } = new MessageChannelMain();
  worker.postMessage({ kind: 'connect' }, [port1]);
  engine.postMessage({ kind: 'worker-started', id } satisfies WorkerGrant, [port2]);
  return worker;
}
