import { EventEmitter } from 'node:events';

import type { WorkerMessage, WorkerPort, WorkerRequest } from './workerPort.ts';

/** The end of a channel as Electron hands it to a utility process. */
type ChannelEnd = {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
  postMessage(message: unknown): void;
};

/** What the engine asks its door for: only Electron's main process can start a utility process. */
export type WorkerWish =
  | { readonly kind: 'worker-start'; readonly id: number }
  | { readonly kind: 'worker-kill'; readonly id: number };

/** What the door answers, with the end of a channel to the worker beside it. */
export type WorkerGrant = { readonly kind: 'worker-started'; readonly id: number };

let lastId = 0;

/**
 * Runs the worker as a utility process that the door starts, for an engine
 * that is one itself. The two talk over a channel of their own; what is posted
 * before it is there waits.
 */
export function openDoorWorkerPort(): WorkerPort {
  const { parentPort } = process;
  if (!parentPort) throw new TypeError('Only a utility process has a door that can start a worker.');
  const id = ++lastId;
  const events = new EventEmitter();
  const waiting: WorkerRequest[] = [];
  let end: ChannelEnd | null = null;

  function receive(event: { data: unknown; ports?: unknown[] }): void {
    const grant = event.data as WorkerGrant;
    if (grant.kind !== 'worker-started' || grant.id !== id) return;
    parentPort!.removeListener('message', receive);
    end = event.ports![0] as ChannelEnd;
    end.on('message', ({ data }) => events.emit('message', data));
    end.on('close', () => events.emit('exit'));
    end.start();
    for (const request of waiting.splice(0)) end.postMessage(request);
  }

  parentPort.on('message', receive);
  parentPort.postMessage({ kind: 'worker-start', id } satisfies WorkerWish);
  return {
    post: (request) => {
      if (end) end.postMessage(request);
      else waiting.push(request);
    },
    onMessage: (listener) => void events.on('message', (message) => listener(message as WorkerMessage)),
    onExit: (listener) => void events.once('exit', listener),
    kill: () => parentPort.postMessage({ kind: 'worker-kill', id } satisfies WorkerWish),
  };
}
