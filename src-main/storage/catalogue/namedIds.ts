import type { Database } from 'better-sqlite3';

/** Beyond this many names the memory is emptied, so that it stays small for any catalogue. */
const MAX_HELD = 50_000;

/**
 * A function from a key to the id of its row in `artists` or `genres`, which it
 * adds when there is none. It remembers what it has found: make a new one after
 * a transaction was rolled back.
 */
export function createNamedIds(
  db: Database,
  table: 'artists' | 'genres',
): (key: string, name?: string) => number {
  const hasName = table === 'artists';
  const keyColumn = hasName ? 'key' : 'name';
  const find = db.prepare<[string], number>(`SELECT id FROM ${table} WHERE ${keyColumn} = ?`).pluck();
  const add = db.prepare<string[]>(
    hasName
      ? 'INSERT INTO artists (key, name) VALUES (?, ?)'
      : `INSERT INTO ${table} (${keyColumn}) VALUES (?)`,
  );
  const held = new Map<string, number>();

  return (key, name = key) => {
    let id = held.get(key) ?? find.get(key);
    id ??= Number(add.run(...(hasName ? [key, name] : [key])).lastInsertRowid);
    if (held.size >= MAX_HELD) held.clear();
    held.set(key, id);
    return id;
  };
}
