import type { Announcement, Reply } from '../../src-preload/contract.ts';
import type { Failure } from '../../src-preload/errors.ts';
import type { EngineMessage, EngineRequest } from './port.ts';

type Inbound = EngineRequest | { readonly kind: 'close' };

export type EngineEnd = {
  announce(announcement: Announcement): void;
  ready(): void;
  /** Tells the door why there will be no engine. Resolves when the message is on its way. */
  refuse(failure: Failure): Promise<void>;
};

/**
 * The engine's end of the pipe. `dispatch` never rejects; `close` runs once,
 * when the door asks for it or has gone, and the process ends after it.
 */
export function serveEngine(
  dispatch: (method: string, input: unknown) => Promise<Reply>,
  close: () => Promise<void>,
): EngineEnd {
  const { parentPort } = process;
  let isClosing = false;

  function post(message: EngineMessage): Promise<void> {
    if (parentPort) {
      parentPort.postMessage(message);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      if (process.connected && process.send) process.send(message, undefined, {}, () => resolve());
      else resolve();
    });
  }

  async function shut(): Promise<void> {
    if (isClosing) return;
    isClosing = true;
    await close();
    process.exit(0);
  }

  async function receive(message: Inbound): Promise<void> {
    if (message.kind === 'close') return shut();
    // The door answers the engine's own wishes here too.
    if (message.kind !== 'call') return;
    const reply = await dispatch(message.method, message.input);
    await post({ kind: 'reply', id: message.id, reply });
  }

  if (parentPort) {
    parentPort.on('message', (event: { data: Inbound }) => void receive(event.data));
  } else {
    process.on('message', (message) => void receive(message as Inbound));
    process.on('disconnect', () => void shut());
  }
  // A terminal sends Ctrl-C to the whole group: the door decides when to close.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => void shut());

  return {
    announce: (announcement) => void post({ kind: 'announce', announcement }),
    ready: () => void post({ kind: 'ready' }),
    refuse: (failure) => post({ kind: 'refused', failure }),
  };
}
