import type { Database } from 'better-sqlite3';

import { AppError } from '../../src-preload/errors.ts';

/** One step of the schema: SQL where SQL is enough, a function where rows must be rewritten. */
export type Migration = {
  readonly version: number;
  readonly up: string | ((db: Database) => void);
};

/** The version that a database stands at: the number of its last migration, 0 when it is empty. */
export function schemaVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings the database to the version of the last migration, in one
 * transaction: either every pending step lands or none does. Throws
 * `database-newer`, and changes nothing, when the database is ahead.
 */
export function migrate(db: Database, migrations: readonly Migration[]): void {
  assertConsecutive(migrations);
  assertNotNewer(db, migrations.length);

  db.transaction(() => {
    for (const { version, up } of migrations.slice(schemaVersion(db))) {
      if (typeof up === 'string') db.exec(up);
      else up(db);
      db.pragma(`user_version = ${version}`);
    }
  }).immediate();
}

/** Throws `database-newer` when the database has seen migrations that this app does not know. */
export function assertNotNewer(db: Database, latest: number): void {
  const current = schemaVersion(db);
  if (current > latest) {
    throw new AppError(
      'database-newer',
      `This profile was written by a newer version of Words to Waves (its format is ${current}; this version knows up to ${latest}). Nothing was changed. Update the app, or choose another profile directory.`,
    );
  }
}

function assertConsecutive(migrations: readonly Migration[]): void {
  migrations.forEach(({ version }, index) => {
    if (version !== index + 1) throw new Error(`Migration ${index + 1} is numbered ${version}.`);
  });
}
