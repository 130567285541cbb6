import { setImmediate } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import { hasOnlyDemo } from '../../storage/catalogue/tracksDemo.ts';
import { type StoredImport, undoSomeChanges } from '../../storage/library/imports.ts';
import { putDemoCatalogue } from '../demoCatalogue.ts';

const MAX_TRANSACTION_MS = 10;

export type UndoOptions = {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Told in tracks. */
  readonly onProgress: (progress: { done: number; total: number }) => void;
};

/**
 * Takes an import back: tracks that it added go, tracks that it changed are as
 * they were, but for what was changed by hand since. Tracks that the log speaks
 * of are kept as removed. A catalogue that is left empty gets the demo again.
 * Can be stopped and goes on where it was.
 */
export async function undoImport(
  db: Database,
  undone: StoredImport,
  { now, signal, onProgress }: UndoOptions,
): Promise<void> {
  const total = undone.added + undone.updated;
  for (let done = 0; ;) {
    signal.throwIfAborted();
    const count = undoSomeChanges(db, undone, now(), MAX_TRANSACTION_MS);
    if (count === 0) break;
    done += count;
    onProgress({ done, total });
    await setImmediate();
  }
  if (hasOnlyDemo(db)) putDemoCatalogue(db, now());
}
