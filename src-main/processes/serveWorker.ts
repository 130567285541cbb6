import { AppError, toFailure } from '../../src-preload/errors.ts';
import type { WorkerTaskTable } from './workerClient.ts';
import type { WorkerMessage, WorkerRequest } from './workerPort.ts';

/** How long progress is kept back, so that it never fills the pipe. */
const PROGRESS_EVERY_MS = 50;

/** The worker's end of the pipe: runs what it is sent, one task beside the other, and ends with whoever started it. */
export function serveWorker(tasks: WorkerTaskTable, report: (error: unknown) => void): void {
  const running = new Map<number, AbortController>();
  let post: (message: WorkerMessage) => void = () => {};
  const { parentPort } = process;
  if (parentPort) {
    // The door's only message brings the channel to the engine.
    parentPort.once('message', ({ ports: [end] }) => {
      end!.on('message', ({ data }: { data: unknown }) => receive(data as WorkerRequest));
      end!.on('close', () => process.exit(0));
      serve((message) => end!.postMessage(message));
      end!.start();
    });
  } else {
    process.on('message', (message) => receive(message as WorkerRequest));
    process.on('disconnect', () => process.exit(0));
    serve((message) => {
      if (process.connected) process.send?.(message, undefined, {}, () => {});
    });
  }
  // A terminal sends Ctrl-C to the whole group: the engine decides when to end.
  process.on('SIGINT', () => {});

  function serve(send: typeof post): void {
    post = send;
    post({ kind: 'ready' });
  }

  function receive(request: WorkerRequest): void {
    if (request.kind === 'cancel') running.get(request.id)?.abort();
    else void run(request);
  }

  async function run({ id, task, input }: Extract<WorkerRequest, { kind: 'run' }>): Promise<void> {
    const abort = new AbortController();
    running.set(id, abort);
    let toldAt = 0;
    try {
      if (!Object.hasOwn(tasks, task)) throw new AppError('internal', `The worker has no task ${task}.`);
      const value = await tasks[task]!(input as never, {
        signal: abort.signal,
        report(progress) {
          const now = performance.now();
          if (now - toldAt < PROGRESS_EVERY_MS) return;
          toldAt = now;
          post({ kind: 'progress', id, value: progress });
        },
      });
      post({ kind: 'done', id, value });
    } catch (error) {
      if (!(error instanceof AppError) && !abort.signal.aborted) report(error);
      post({ kind: 'failed', id, failure: toFailure(error) });
    } finally {
      running.delete(id);
    }
  }
}
