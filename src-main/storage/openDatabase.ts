import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import Sqlite, { type Database } from 'better-sqlite3';

import { AppError } from '../../src-preload/errors.ts';
import { assertNotNewer, migrate, schemaVersion } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { discardTrial } from './library/openCopy.ts';
import { asStorageFailure } from './storageFailure.ts';

export const DATABASE_FILE = 'waves.db';
const BACKUPS = 'backups';
const KEPT_BACKUPS = 5;

/**
 * Opens the profile's database in `directory`, which must exist, backs it up
 * before its schema changes, and brings it to the newest version. Throws
 * `database-newer`, `database-damaged` or `profile-unwritable`; the file is
 * then as it was.
 */
export function openDatabase(directory: string): Database {
  const path = join(directory, DATABASE_FILE);
  let db: Database | null = null;
  try {
    const isNew = !existsSync(path);
    discardTrial(directory);
    db = new Sqlite(path);
    assertNotNewer(db, migrations.length);
    configure(db);
    if (!isNew && schemaVersion(db) < migrations.length) backUp(db, directory);
    migrate(db, migrations);
    return db;
  } catch (error) {
    db?.close();
    throw asStorageFailure(error, directory);
  }
}

function configure(db: Database): void {
  db.pragma('journal_mode = WAL');
  // An acknowledged write survives kill -9 in WAL mode; a power cut may cost the last transactions, never the file.
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -16000');
}

/** Writes a whole copy of the database as it stands, and keeps the newest few. */
function backUp(db: Database, directory: string): void {
  const folder = join(directory, BACKUPS);
  mkdirSync(folder, { recursive: true });
  const name = `waves-v${schemaVersion(db)}.db`;
  const partial = join(folder, `${name}.partial`);
  rmSync(partial, { force: true });
  db.prepare('VACUUM INTO ?').run(partial);
  renameSync(partial, join(folder, name));
  for (const stale of listBackups(directory).slice(KEPT_BACKUPS)) rmSync(stale);
}

/** Paths of the backups in a profile, newest schema first. */
export function listBackups(directory: string): string[] {
  const folder = join(directory, BACKUPS);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^waves-v\d+\.db$/.test(name))
    .sort((a, b) => versionIn(b) - versionIn(a))
    .map((name) => join(folder, name));
}

function versionIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0]);
}

/** What SQLite itself says of the file: 'ok', or the first thing that is wrong. */
export function checkIntegrity(db: Database): string {
  return db.pragma('quick_check(1)', { simple: true }) as string;
}

/**
 * The way back from a damaged database: puts the file aside under a name with
 * `now` in it, and lays the newest readable backup in its place, or nothing,
 * so that the next start begins afresh. The profile must not be open.
 * Returns what was done.
 */
export function repairDatabase(
  directory: string,
  now: number,
): { setAside: string | null; restored: string | null } {
  const path = join(directory, DATABASE_FILE);
  if (existsSync(path) && isReadable(path)) return { setAside: null, restored: null };

  let setAside: string | null = null;
  if (existsSync(path)) {
    setAside = `${path}.damaged-${now}`;
    renameSync(path, setAside);
  }
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.damaged-${now}${suffix}`);
  }
  const backup = listBackups(directory).find(isReadable) ?? null;
  if (backup) copyFileSync(backup, path);
  return { setAside, restored: backup };
}

function isReadable(path: string): boolean {
  let db: Database | null = null;
  try {
    db = new Sqlite(path, { readonly: true });
    return checkIntegrity(db) === 'ok';
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) return false;
    throw new AppError('profile-unwritable', `${path} cannot be opened.`, { cause: error });
  } finally {
    db?.close();
  }
}
