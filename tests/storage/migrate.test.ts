import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';

import { migrate, schemaVersion, type Migration } from '../../src-main/storage/migrate.ts';
import { migrations } from '../../src-main/storage/migrations/index.ts';

const latest = migrations.length;
const earlier = migrations.map((_, version) => version);

function databaseAt(version: number): Database.Database {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, version));
  return db;
}

/** Everything that describes the schema, as SQLite itself keeps it. */
function schemaOf(db: Database.Database): unknown[] {
  return db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all();
}

function tablesOf(db: Database.Database): { name: string; strict: number }[] {
  return db
    .prepare<[], { name: string; strict: number }>(
      `SELECT name, strict FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();
}

function addTrack(db: Database.Database, identity: string): void {
  db.prepare('INSERT INTO sources (id, name, format, imported_at) VALUES (1, ?, ?, 0)').run('a', 'b');
  db.prepare(
    'INSERT INTO tracks (identity, source_id, title, song, created_at, updated_at) VALUES (?, 1, ?, 1, 0, 0)',
  ).run(identity, 'Kept');
}

test('a fresh database reaches the latest version', () => {
  expect(schemaVersion(databaseAt(latest))).toBe(latest);
});

test('migrating again changes nothing', () => {
  const db = databaseAt(latest);
  const before = schemaOf(db);
  migrate(db, migrations);
  expect(schemaOf(db)).toEqual(before);
});

describe.each(earlier)('from version %i', (version) => {
  test('the schema becomes the one that a fresh database has', () => {
    const db = databaseAt(version);
    migrate(db, migrations);
    expect(schemaVersion(db)).toBe(latest);
    expect(schemaOf(db)).toEqual(schemaOf(databaseAt(latest)));
  });

  test('a step that fails halfway leaves schema, version and rows as they were', () => {
    const db = databaseAt(version);
    const before = schemaOf(db);
    const broken: Migration = {
      version: latest + 1,
      up: (open) => {
        open.exec('CREATE TABLE half_made (id INTEGER PRIMARY KEY) STRICT');
        throw new Error('the step failed');
      },
    };
    expect(() => migrate(db, [...migrations, broken])).toThrow('the step failed');
    expect(schemaOf(db)).toEqual(before);
    expect(schemaVersion(db)).toBe(version);
    expect(db.inTransaction).toBe(false);
  });
});

test.each(earlier.filter((version) => version > 0))(
  'a track that was stored at version %i is still there afterwards',
  (version) => {
    const db = databaseAt(version);
    addTrack(db, 'name:a|kept');
    migrate(db, migrations);
    expect(db.prepare('SELECT title FROM tracks').pluck().all()).toEqual(['Kept']);
    expect(db.pragma('foreign_key_check')).toEqual([]);
  },
);

test('a database from a newer version is refused and left untouched', () => {
  const db = databaseAt(latest);
  db.exec('CREATE TABLE from_the_future (id INTEGER PRIMARY KEY) STRICT');
  db.pragma(`user_version = ${latest + 1}`);
  const before = schemaOf(db);
  expect(() => migrate(db, migrations)).toThrow(expect.objectContaining({ code: 'database-newer' }));
  expect(schemaOf(db)).toEqual(before);
  expect(schemaVersion(db)).toBe(latest + 1);
});

test('a gap in the numbering is a defect that no database sees', () => {
  const db = databaseAt(0);
  expect(() => migrate(db, [{ version: 2, up: 'CREATE TABLE a (id INTEGER) STRICT' }])).toThrow(/numbered 2/);
  expect(schemaOf(db)).toEqual([]);
});

test('every table is STRICT', () => {
  const tables = tablesOf(databaseAt(latest));
  expect(tables.length).toBeGreaterThan(5);
  expect(tables.filter(({ strict }) => !strict)).toEqual([]);
});

test('every reference points at a table and column that exist', () => {
  const db = databaseAt(latest);
  const names = new Set(tablesOf(db).map(({ name }) => name));
  const references = [...names].flatMap((name) =>
    db
      .prepare<[string], { table: string; to: string | null }>(
        'SELECT "table", "to" FROM pragma_foreign_key_list(?)',
      )
      .all(name),
  );
  expect(references.length).toBeGreaterThan(5);
  for (const { table, to } of references) {
    expect(names).toContain(table);
    expect(db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table)).toContain(to);
  }
});

test('feedback on a track that does not exist cannot be stored', () => {
  const db = databaseAt(latest);
  db.pragma('foreign_keys = ON');
  const insert = db.prepare(
    "INSERT INTO feedback_events (track_id, verdict, created_at) VALUES (?, 'like', 0)",
  );
  expect(() => insert.run(99)).toThrow(/FOREIGN KEY/);
  addTrack(db, 'name:a|b');
  expect(insert.run(1).changes).toBe(1);
});
