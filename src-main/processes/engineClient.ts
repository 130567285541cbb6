import type { Announcement, EngineMethod, Input, Output, Reply } from '../../src-preload/contract.ts';
import { AppError, type Failure } from '../../src-preload/errors.ts';
import type { EngineMessage, Port } from './port.ts';

const MAX_CRASHES = 3;
/** Crashes further apart than this are not in a row, however much was answered between them. */
const IN_A_ROW_MS = 60_000;

export type EngineState = 'starting' | 'running' | 'restarting' | 'down';

export type EngineClient = {
  /** Resolves with the reply; a crash becomes a failed reply, never a rejection. */
  dispatch(method: string, input: unknown): Promise<Reply>;
  /** The same, typed, throwing `AppError` for a failed reply. */
  call<M extends EngineMethod>(method: M, input: Input<M>): Promise<Output<M>>;
  /** Returns the function that stops listening. */
  listen(listener: (announcement: Announcement) => void): () => void;
  /** Resolves when the process has ended. */
  close(): Promise<void>;
};

/**
 * Talks to the engine process and starts a new one when it dies; the calls it
 * held fail with `engine-stopped`. After three crashes within a minute it
 * stays down and says so, also when it answered between them: work that takes
 * it down each time would go on for ever otherwise. An engine that refuses to
 * open stays down at once, with its own reason.
 */
export function createEngineClient(open: () => Port, nowMs = () => performance.now()): EngineClient {
  const pending = new Map<number, (reply: Reply) => void>();
  const listeners = new Set<(announcement: Announcement) => void>();
  const ended = Promise.withResolvers<void>();
  let lastId = 0;
  let crashes: number[] = [];
  let down: Failure | null = null;
  let isClosing = false;
  let port = start('starting');

  function start(state: EngineState): Port {
    const opened = open();
    opened.onMessage((message) => receive(message));
    opened.onExit((code) => handleExit(code));
    announceState(state, null);
    return opened;
  }

  function receive(message: EngineMessage): void {
    switch (message.kind) {
      case 'ready':
        announceState('running', null);
        break;
      case 'refused':
        down = message.failure;
        announceState('down', down.message);
        break;
      case 'reply':
        pending.get(message.id)?.(message.reply);
        pending.delete(message.id);
        break;
      case 'announce':
        listeners.forEach((listener) => listener(message.announcement));
    }
  }

  function handleExit(code: number | null): void {
    if (!isClosing && !down) {
      const now = nowMs();
      crashes = [...crashes.filter((at) => now - at < IN_A_ROW_MS), now];
      if (crashes.length >= MAX_CRASHES) {
        down = {
          code: 'engine-stopped',
          message: `The engine stopped ${MAX_CRASHES} times in a row and stays down. Nothing that was saved is lost. Restart the app; \`waves doctor\` shows what is wrong.`,
        };
      }
    }
    const failure: Failure = down ?? {
      code: 'engine-stopped',
      message: `The engine stopped (${code ?? 'killed'}) before it answered. What was saved is kept; try again.`,
    };
    for (const resolve of pending.values()) resolve({ ok: false, failure });
    pending.clear();

    if (isClosing || down) {
      if (down) announceState('down', down.message);
      ended.resolve();
    } else {
      port = start('restarting');
    }
  }

  function announceState(state: EngineState, message: string | null): void {
    listeners.forEach((listener) => listener({ name: 'engine.change', value: { state, message } }));
  }

  function dispatch(method: string, input: unknown): Promise<Reply> {
    const unavailable =
      down ?? (isClosing ? ({ code: 'engine-stopped', message: 'The engine is closed.' } as const) : null);
    if (unavailable) return Promise.resolve({ ok: false, failure: unavailable });

    const id = ++lastId;
    return new Promise((resolve) => {
      pending.set(id, resolve);
      port.post({ kind: 'call', id, method, input });
    });
  }

  return {
    dispatch,
    async call(method, input) {
      const reply = await dispatch(method, input);
      if (!reply.ok) throw new AppError(reply.failure.code, reply.failure.message);
      return reply.value as Output<typeof method>;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      if (!isClosing) {
        isClosing = true;
        if (down) ended.resolve();
        else port.close();
      }
      await ended.promise;
    },
  };
}
