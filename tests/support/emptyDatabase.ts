import Sqlite, { type Database } from 'better-sqlite3';

import { migrate } from '../../src-main/storage/migrate.ts';
import { migrations } from '../../src-main/storage/migrations/index.ts';

/** A database in memory at the newest version, with nothing in it. */
export function emptyDatabase(): Database {
  const db = new Sqlite(':memory:');
  db.pragma('foreign_keys = ON');
  migrate(db, migrations);
  return db;
}
