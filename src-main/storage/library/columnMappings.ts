import type { Database } from 'better-sqlite3';

import type { ColumnMapping } from '../../../src-preload/contract.ts';

/** A set of columns, in whatever order and case. */
function headerKey(columns: readonly string[]): string {
  return JSON.stringify([...new Set(columns.map((column) => column.trim().toLowerCase()))].sort());
}

/** How a table with these columns was read the last time; null when it never was. */
export function readColumnMapping(db: Database, columns: readonly string[]): ColumnMapping | null {
  const stored = db
    .prepare<[string], string>('SELECT mapping FROM column_mappings WHERE header = ?')
    .pluck()
    .get(headerKey(columns));
  if (stored === undefined) return null;
  const mapping = JSON.parse(stored) as ColumnMapping;
  // The spelling of this file's header may differ in case.
  const own = new Map(columns.map((column) => [column.trim().toLowerCase(), column] as const).reverse());
  return Object.fromEntries(
    Object.entries(mapping).map(([field, column]) => [field, own.get(column.trim().toLowerCase()) ?? column]),
  );
}

/** Remembers how a table with these columns is read. */
export function rememberColumnMapping(
  db: Database,
  columns: readonly string[],
  mapping: ColumnMapping,
  now: number,
): void {
  db.prepare('INSERT OR REPLACE INTO column_mappings (header, mapping, used_at) VALUES (?, ?, ?)').run(
    headerKey(columns),
    JSON.stringify(mapping),
    now,
  );
}
