import { join } from 'node:path';

import Sqlite, { type Database } from 'better-sqlite3';

import { AppError } from '../../src-preload/errors.ts';
import { makeDirectory } from './makeDirectory.ts';
import { asStorageFailure } from './storageFailure.ts';

const LOCK_FILE = 'profile.lock';

/**
 * Makes the profile directory and holds it for this process alone. The lock is
 * an open SQLite transaction on a file of its own: the operating system drops
 * it when the process ends, however it ends, so no stale lock is ever left.
 * Throws `profile-in-use` or `profile-unwritable`.
 */
export function lockProfile(directory: string): { release(): void } {
  let lock: Database | null = null;
  try {
    makeDirectory(directory);
    lock = new Sqlite(join(directory, LOCK_FILE), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    const held = lock;
    return { release: () => void held.close() };
  } catch (error) {
    lock?.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new AppError(
        'profile-in-use',
        `Another Words to Waves is using the profile ${directory}. Nothing was changed. Close it first, or choose another profile with --profile.`,
        { cause: error },
      );
    }
    throw asStorageFailure(error, directory);
  }
}
