import type { Announcement, Method, Output, Reply, Transport } from '../../../src-preload/contract.ts';
import { toFailure } from '../../../src-preload/errors.ts';
import { createClient, type Client } from '../../../src-renderer/lib/client.ts';

type Answers = { [M in Method]?: (input: never) => Output<M> | Promise<Output<M>> };

/** The far side of the boundary, played by a test: what is asked, answered and announced. */
export type FarSide = {
  readonly client: Client;
  /** Every call so far, oldest first. */
  readonly calls: { readonly method: string; readonly input: unknown }[];
  /** Replaces answers; a thrown `AppError` becomes a failure. */
  answer(answers: Answers): void;
  announce(announcement: Announcement): void;
  /** The inputs of the calls of one method. */
  inputs(method: Method): unknown[];
};

/** Creates a client over a transport that gives the `answers`, and a `not-found` for anything else. */
export function createFarSide(answers: Answers = {}): FarSide {
  let current = answers as Record<string, (input: unknown) => unknown>;
  const calls: { method: string; input: unknown }[] = [];
  const listeners: ((announcement: Announcement) => void)[] = [];

  const transport: Transport = {
    async send(method, input): Promise<Reply> {
      calls.push({ method, input });
      const answer = current[method];
      if (!answer) return { ok: false, failure: { code: 'not-found', message: `No answer to ${method}.` } };
      try {
        return { ok: true, value: await answer(input) };
      } catch (error) {
        return { ok: false, failure: toFailure(error) };
      }
    },
    listen(onAnnouncement) {
      listeners.push(onAnnouncement);
      return () => {};
    },
    locate: async (file) => `/dropped/${file.name}`,
  };

  return {
    client: createClient(transport),
    calls,
    answer: (more) => void (current = { ...current, ...(more as typeof current) }),
    announce: (announcement) => listeners.forEach((listen) => listen(announcement)),
    inputs: (method) => calls.filter((call) => call.method === method).map(({ input }) => input),
  };
}
