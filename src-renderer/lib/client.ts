import type {
  Announcement,
  EventName,
  EventValue,
  Input,
  Method,
  Output,
  Transport,
} from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';

/** The contract as the renderer uses it. */
export type Client = {
  /** Throws an `AppError` when the call cannot be answered. */
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>;
  /** Returns the function that stops listening. */
  on<E extends EventName>(name: E, listener: (value: EventValue<E>) => void): () => void;
  /** The path under which the engine can read a file; throws an `AppError`. */
  locate(file: File): Promise<string>;
};

/** A typed client over any transport. */
export function createClient(transport: Transport): Client {
  const listeners = new Set<(announcement: Announcement) => void>();
  let isListening = false;

  return {
    async call(method, input) {
      const reply = await transport.send(method, input);
      if (!reply.ok) throw new AppError(reply.failure.code, reply.failure.message);
      return reply.value as Output<typeof method>;
    },
    on(name, listener) {
      // One stream for all listeners: a browser allows six connections to an origin.
      if (!isListening) {
        isListening = true;
        transport.listen((announcement) => listeners.forEach((deliver) => deliver(announcement)));
      }
      const deliver = (announcement: Announcement) => {
        if (announcement.name === name) listener(announcement.value as EventValue<typeof name>);
      };
      listeners.add(deliver);
      return () => void listeners.delete(deliver);
    },
    locate: (file) => transport.locate(file),
  };
}
