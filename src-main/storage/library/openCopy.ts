import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import Sqlite, { type Database } from 'better-sqlite3';

const TRIAL_FILE = 'trial.db';
/** Pages that are copied between two turns of the event loop: about a megabyte. */
const PAGES_A_TURN = 256;

/** A copy of the database that can be changed at will. */
export type DatabaseCopy = { readonly db: Database; discard(): void };

/** Removes a copy that an engine left behind when it was killed. */
export function discardTrial(directory: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) {
    rmSync(join(directory, TRIAL_FILE + suffix), { force: true });
  }
}

/**
 * Copies the database as it stands into a file beside it, letting others work
 * meanwhile. The copy is for trying things: it is not safe from power cuts and
 * goes with `discard`, or with the next copy.
 */
export async function openCopy(db: Database, signal: AbortSignal): Promise<DatabaseCopy> {
  const directory = dirname(db.name);
  const path = join(directory, TRIAL_FILE);
  const discard = () => discardTrial(directory);
  discard();
  try {
    await db.backup(path, {
      progress() {
        signal.throwIfAborted();
        return PAGES_A_TURN;
      },
    });
    const copy = new Sqlite(path);
    copy.pragma('journal_mode = MEMORY');
    copy.pragma('synchronous = OFF');
    copy.pragma('foreign_keys = ON');
    copy.pragma('temp_store = MEMORY');
    copy.pragma('cache_size = -16000');
    return {
      db: copy,
      discard() {
        copy.close();
        discard();
      },
    };
  } catch (error) {
    discard();
    throw error;
  }
}
