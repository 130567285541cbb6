import { join } from 'node:path';

import Sqlite, { type Database } from 'better-sqlite3';

import { DATABASE_FILE } from './openDatabase.ts';

/** Opens a profile's database for reading alone, beside the engine that holds it. */
export function openDatabaseReader(directory: string): Database {
  const db = new Sqlite(join(directory, DATABASE_FILE), { readonly: true, fileMustExist: true });
  db.pragma('cache_size = -8000');
  return db;
}
