import type { Announcement, Reply } from '../../src-preload/contract.ts';
import type { Failure } from '../../src-preload/errors.ts';

/** What a door sends to the engine process. */
export type EngineRequest = {
  readonly kind: 'call';
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
};

/** What the engine process sends back: once `ready` or `refused`, then replies and announcements. */
export type EngineMessage =
  | { readonly kind: 'ready' }
  /** The engine cannot open: the profile is in use, say. It ends by itself, and a restart would not help. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly kind: 'announce'; readonly announcement: Announcement };

/** One end of a pipe to a child process: a utility process under Electron, a forked one under Node. */
export type Port = {
  post(request: EngineRequest): void;
  onMessage(listener: (message: EngineMessage) => void): void;
  onExit(listener: (code: number | null) => void): void;
  /** Asks the process to finish and end. */
  close(): void;
  kill(): void;
};
