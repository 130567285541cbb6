import type { Database } from 'better-sqlite3';

/** Pages of the write-ahead log after which SQLite brings them into the database: its default, and what serves long work. */
const PAGES = { usual: 1_000, longWork: 8_000 } as const;

/**
 * Runs work that writes much, with fewer checkpoints. Each one waits for the
 * disk twice, and whoever waits for the engine with it; pages that are written
 * again and again, as those of indexes are, are brought over once.
 */
export async function withFewCheckpoints<T>(db: Database, work: () => Promise<T>): Promise<T> {
  db.pragma(`wal_autocheckpoint = ${PAGES.longWork}`);
  try {
    return await work();
  } finally {
    db.pragma(`wal_autocheckpoint = ${PAGES.usual}`);
  }
}
