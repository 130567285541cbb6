/**
 * The whole surface between a face of the app and what it stands on: every
 * call, every event. Two tables of calls exist: the engine's, the same behind
 * every door, and the shell's, which each door answers in its own way.
 *
 * Values are plain JSON, so the same contract travels over Electron IPC, over
 * loopback HTTP and from the command line. Files travel by path; see
 * `Transport.locate`.
 */
import type { z } from 'zod';

import type { Failure } from './errors.ts';
import { engineCalls } from './engineCalls.ts';
import type { events } from './events.ts';
import { shellCalls } from './shellCalls.ts';

export { engineCalls, shellCalls };
export type * from './wire.ts';
export type * from './libraryCalls.ts';
export type * from './searchCalls.ts';
export type * from './experimentCalls.ts';
export type * from './comparisonCalls.ts';
export type * from './tasteCalls.ts';

/** A table of calls: a schema for what goes in and for what comes out. */
export type CallTable = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>;

type AllCalls = typeof engineCalls & typeof shellCalls;
export type EngineMethod = keyof typeof engineCalls;
export type ShellMethod = keyof typeof shellCalls;
export type Method = keyof AllCalls;
export type Input<M extends Method> = z.input<AllCalls[M]['input']>;
export type Parsed<M extends Method> = z.output<AllCalls[M]['input']>;
export type Output<M extends Method> = z.output<AllCalls[M]['output']>;

/** What a door or the engine must provide to serve a table. */
export type Handlers<M extends Method> = {
  readonly [K in M]: (input: Parsed<K>) => Output<K> | Promise<Output<K>>;
};

export type EventName = keyof typeof events;
export type EventValue<E extends EventName> = z.output<(typeof events)[E]>;
/** One event on its way. Delivery is best effort: state is re-read, never inferred from events. */
export type Announcement = { [E in EventName]: { name: E; value: EventValue<E> } }[EventName];

export type Reply = { ok: true; value: unknown } | { ok: false; failure: Failure };

/** How a face reaches the app. Two exist: Electron's bridge and loopback HTTP. */
export type Transport = {
  send(method: string, input: unknown): Promise<Reply>;
  /** Returns the function that stops listening. */
  listen(onAnnouncement: (announcement: Announcement) => void): () => void;
  /** The path under which the engine can read a file that the person chose or dropped. */
  locate(file: File): Promise<string>;
};
