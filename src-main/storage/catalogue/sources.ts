import type { Database } from 'better-sqlite3';

/** Where tracks come from: an imported file, the demo, or a synthetic catalogue. */
export type SourceOrigin = {
  readonly name: string;
  readonly format: string;
  readonly isDemo: boolean;
  readonly isSynthetic: boolean;
};

/** Notes that a source is being read at `now`, and returns its id. The same file in the same format is the same source. */
export function recordSource(
  db: Database,
  { name, format, isDemo, isSynthetic }: SourceOrigin,
  now: number,
): number {
  return db
    .prepare<[string, string, number, number, number], number>(
      `INSERT INTO sources (name, format, is_demo, is_synthetic, imported_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (name, format) DO UPDATE SET imported_at = excluded.imported_at
       RETURNING id`,
    )
    .pluck()
    .get(name, format, Number(isDemo), Number(isSynthetic), now)!;
}
