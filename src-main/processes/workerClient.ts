import { AppError } from '../../src-preload/errors.ts';
import type { WorkerMessage, WorkerPort } from './workerPort.ts';

/** A table of tasks by name: what goes in, what is told on the way, what comes out. All plain values or typed arrays. */
export type WorkerTaskTable = Readonly<
  Record<
    string,
    (
      input: never,
      context: { readonly signal: AbortSignal; report(progress: never): void },
    ) => Promise<unknown>
  >
>;

type InputOf<F> = F extends (input: infer I, ...rest: never[]) => unknown ? I : never;
type ProgressOf<F> = F extends (input: never, context: { report(progress: infer P): void }) => unknown
  ? P
  : never;
type OutputOf<F> = F extends (...all: never[]) => Promise<infer O> ? O : never;

/** Runs tasks of a table somewhere else. */
export type WorkerClient<T extends WorkerTaskTable> = {
  /**
   * Starts the process where none runs. Rejects with `engine-stopped` when the
   * process ended under the task, with `unsupported` when it could not be
   * started at all, and with the signal's reason when that is aborted.
   */
  run<K extends keyof T & string>(
    task: K,
    input: InputOf<T[K]>,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: ProgressOf<T[K]>) => void },
  ): Promise<OutputOf<T[K]>>;
  /** Ends the process at once; what it was doing is cut off. */
  close(): void;
};

/** How long a process without work stays: opening a model takes longer than asking twice. */
const IDLE_MS = 10_000;
/** How long a cancelled task may take to stop by itself. */
const CANCEL_PATIENCE_MS = 2_000;

type Task = {
  readonly runsIn: Running;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: (progress: never) => void;
};

type Running = { readonly port: WorkerPort; isReady: boolean };

/** Talks to the worker process, which is there only while it has something to do, and may be killed at any moment. */
export function createWorkerClient<T extends WorkerTaskTable>(
  open: () => WorkerPort,
  idleMs = IDLE_MS,
): WorkerClient<T> {
  const tasks = new Map<number, Task>();
  let running: Running | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;
  let isClosed = false;

  function start(): Running {
    const started: Running = { port: open(), isReady: false };
    started.port.onMessage((message) => receive(started, message));
    started.port.onExit(() => {
      if (running === started) running = null;
      const error = started.isReady
        ? new AppError(
            'engine-stopped',
            'The worker process ended before it was done. What it had finished is kept.',
          )
        : new AppError('unsupported', 'The worker process could not be started.');
      // Another process may have been started meanwhile, with tasks of its own.
      for (const [id, task] of tasks) {
        if (task.runsIn !== started) continue;
        tasks.delete(id);
        task.reject(error);
      }
    });
    return started;
  }

  function receive(from: Running, message: WorkerMessage): void {
    if (message.kind === 'ready') {
      from.isReady = true;
      return;
    }
    const task = tasks.get(message.id);
    if (!task) return;
    if (message.kind === 'progress') {
      task.onProgress(message.value as never);
      return;
    }
    tasks.delete(message.id);
    if (message.kind === 'done') task.resolve(message.value);
    else task.reject(new AppError(message.failure.code, message.failure.message));
    if (tasks.size === 0) idle = setTimeout(stop, idleMs).unref();
  }

  function stop(): void {
    clearTimeout(idle);
    running?.port.kill();
    running = null;
  }

  return {
    run(task, input, { signal, onProgress }) {
      if (isClosed) return Promise.reject(new AppError('engine-stopped', 'The worker process is closed.'));
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      clearTimeout(idle);
      const id = ++lastId;
      const runsIn = (running ??= start());
      const { port } = runsIn;
      const done = Promise.withResolvers<unknown>();
      tasks.set(id, { runsIn, resolve: done.resolve, reject: done.reject, onProgress });

      let patience: NodeJS.Timeout | undefined;
      const cancel = () => {
        port.post({ kind: 'cancel', id });
        patience = setTimeout(() => port.kill(), CANCEL_PATIENCE_MS);
        patience.unref();
      };
      signal.addEventListener('abort', cancel, { once: true });
      port.post({ kind: 'run', id, task, input });
      return done.promise
        .catch((error: unknown) => {
          throw signal.aborted ? signal.reason : error;
        })
        .finally(() => {
          clearTimeout(patience);
          signal.removeEventListener('abort', cancel);
        }) as Promise<never>;
    },
    close() {
      isClosed = true;
      stop();
    },
  };
}
