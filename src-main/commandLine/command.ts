import type { Engine } from '../engine/openEngine.ts';
import type { Announcement, EngineMethod, Input, ModelTask, Output } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';

/** The words after the command's name, as they were typed. */
export type CommandInput = {
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  /** Of flags that may be given several times, all that were given. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
};

/** What a command has at hand. */
export type CommandContext = {
  /** Calls the engine; throws `AppError`. */
  call<M extends EngineMethod>(method: M, input: Input<M>): Promise<Output<M>>;
  listen(listener: (announcement: Announcement) => void): void;
  /** Lines of standard input. */
  readonly lines: AsyncIterable<string>;
  /** Writes one document now: a line of JSON, or text for people. Waits until the reader keeps up. */
  write(document: unknown, text: string): Promise<void>;
  /** Shows passing progress to a person at a terminal; nothing otherwise. */
  progress(text: string): void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
};

export type Command = {
  /** One line: words and flags. */
  readonly usage: string;
  readonly summary: string;
  readonly flags: Readonly<Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>>;
  /** Runs and writes what there is to say. Returns the exit code. Throws `UsageError` for words that make no sense. */
  run(input: CommandInput, context: CommandContext): Promise<number>;
};

/** The words on the command line do not fit: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The typed way into an engine of this process. */
export function callEngine(engine: Engine): CommandContext['call'] {
  return async (method, input) => {
    const reply = await engine.dispatch(method, input);
    if (!reply.ok) throw new AppError(reply.failure.code, reply.failure.message);
    return reply.value as Output<typeof method>;
  };
}

/** The task that `--task` names; null when it was not given. */
export function taskOf({ flags }: CommandInput): ModelTask | null {
  const { task } = flags;
  if (task === undefined) return null;
  if (task !== 'emotion' && task !== 'search') throw new UsageError('--task is one of emotion, search.');
  return task;
}

/** The taste that `--taste` names; null when it was not given. */
export function tasteOf({ flags }: CommandInput): string | null {
  const { taste } = flags;
  if (taste === '') throw new UsageError('--taste takes the name of a taste, as `waves tastes` shows it.');
  return typeof taste === 'string' ? taste : null;
}

/** The positive whole number that a flag or word stands for; undefined when it was not given. */
export function wholeNumber(name: string, value: string | boolean | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (typeof value !== 'string' || value.trim() === '' || !Number.isSafeInteger(number)) {
    throw new UsageError(`${name} takes a whole number, not "${String(value)}".`);
  }
  return number;
}
