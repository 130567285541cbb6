import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';

import { lockProfile } from '../../src-main/storage/lockProfile.ts';
import { migrate, schemaVersion } from '../../src-main/storage/migrate.ts';
import { migrations } from '../../src-main/storage/migrations/index.ts';
import {
  checkIntegrity,
  DATABASE_FILE,
  listBackups,
  openDatabase,
  repairDatabase,
} from '../../src-main/storage/openDatabase.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';

test('a new profile gets the newest schema and no backup', () => {
  const directory = temporaryDirectory();
  const db = openDatabase(directory);
  expect(schemaVersion(db)).toBe(migrations.length);
  expect(checkIntegrity(db)).toBe('ok');
  expect(listBackups(directory)).toEqual([]);
  db.close();
});

test('an older database is backed up whole before it is migrated', () => {
  const directory = temporaryDirectory();
  const old = new Sqlite(join(directory, DATABASE_FILE));
  migrate(old, migrations.slice(0, 1));
  old.prepare(`INSERT INTO genres (name) VALUES ('jazz')`).run();
  old.close();

  openDatabase(directory).close();

  const [backup] = listBackups(directory);
  const copy = new Sqlite(backup!, { readonly: true });
  expect(schemaVersion(copy)).toBe(1);
  expect(copy.prepare('SELECT name FROM genres').pluck().get()).toBe('jazz');
  copy.close();
});

test('a database from the future is refused and stays as it was, byte for byte', () => {
  const directory = temporaryDirectory();
  const path = join(directory, DATABASE_FILE);
  openDatabase(directory).close();
  const db = new Sqlite(path);
  db.pragma(`user_version = ${migrations.length + 1}`);
  db.pragma('journal_mode = DELETE');
  db.close();
  const before = readFileSync(path);

  expect(() => openDatabase(directory)).toThrow(expect.objectContaining({ code: 'database-newer' }));
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(directory)).toEqual([DATABASE_FILE]);
});

test('a file that is no database is refused, and repair puts it aside and begins anew', () => {
  const directory = temporaryDirectory();
  const path = join(directory, DATABASE_FILE);
  writeFileSync(path, 'not a database at all'.repeat(100));

  expect(() => openDatabase(directory)).toThrow(expect.objectContaining({ code: 'database-damaged' }));
  const { setAside, restored } = repairDatabase(directory, 7);
  expect(restored).toBeNull();
  expect(existsSync(setAside!)).toBe(true);
  openDatabase(directory).close();
});

test('repair restores the newest backup that can be read', () => {
  const directory = temporaryDirectory();
  const path = join(directory, DATABASE_FILE);
  const old = new Sqlite(path);
  migrate(old, migrations.slice(0, 1));
  old.prepare(`INSERT INTO genres (name) VALUES ('jazz')`).run();
  old.close();
  openDatabase(directory).close();
  // A newer backup, itself damaged: it must be passed over.
  copyFileSync(listBackups(directory)[0]!, join(directory, 'backups', 'waves-v9.db'));
  writeFileSync(join(directory, 'backups', 'waves-v9.db'), 'rubbish'.repeat(1000));
  writeFileSync(path, 'rubbish'.repeat(1000));

  const { restored } = repairDatabase(directory, 7);
  expect(restored).toMatch(/waves-v1\.db$/);
  const db = openDatabase(directory);
  expect(db.prepare('SELECT name FROM genres').pluck().get()).toBe('jazz');
  db.close();
});

test('repair leaves a healthy database alone', () => {
  const directory = temporaryDirectory();
  openDatabase(directory).close();
  expect(repairDatabase(directory, 7)).toEqual({ setAside: null, restored: null });
});

test('a profile is held by one at a time and free again when it is released', () => {
  const directory = temporaryDirectory();
  const lock = lockProfile(directory);
  expect(() => lockProfile(directory)).toThrow(expect.objectContaining({ code: 'profile-in-use' }));
  lock.release();
  lockProfile(directory).release();
});

test('a profile that cannot be made is named in the refusal', () => {
  const directory = join(temporaryDirectory(), 'a-file');
  writeFileSync(directory, '');
  expect(() => lockProfile(directory)).toThrow(
    expect.objectContaining({
      code: 'profile-unwritable',
      message: expect.stringContaining(directory) as string,
    }),
  );
});
