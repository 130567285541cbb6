import { setImmediate } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import { forgetOldChanges } from '../../storage/library/imports.ts';

const SLICE_SIZE = 2_000;

/** Forgets, a few changes at a time, what imports before the last one changed: only the last can be taken back. */
export async function forgetOldImports(db: Database, signal: AbortSignal): Promise<void> {
  while (forgetOldChanges(db, SLICE_SIZE)) {
    signal.throwIfAborted();
    await setImmediate();
  }
}
