import type { Failure } from '../../src-preload/errors.ts';

/** What the engine sends to the worker process. */
export type WorkerRequest =
  | { readonly kind: 'run'; readonly id: number; readonly task: string; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

/** What the worker process sends back: once `ready`, then progress and one end for each task. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure };

/** One end of a pipe to a worker process. Typed arrays travel as they are. */
export type WorkerPort = {
  post(request: WorkerRequest): void;
  onMessage(listener: (message: WorkerMessage) => void): void;
  /** Told once, also when the process could not be started. */
  onExit(listener: () => void): void;
  /** Ends the process now, whatever it does. */
  kill(): void;
};
