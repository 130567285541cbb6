import type { Database } from 'better-sqlite3';

import { prepareTrackSnapshots, type TrackSnapshot, type TrackSnapshots } from './trackSnapshots.ts';

/** An import that can be taken back. */
export type StoredImport = {
  readonly id: number;
  readonly jobId: number | null;
  readonly title: string;
  readonly startedAt: number;
  readonly added: number;
  readonly updated: number;
};

/** What an import writes down of itself, so that it can be taken back. Called inside its transactions. */
export type ImportLog = {
  noteAdded(trackId: number): void;
  /** To be called before the track is changed. */
  noteChange(trackId: number): void;
};

/** Which import a change belongs to. */
export type ImportTitle = { readonly jobId: number | null; readonly title: string };

/**
 * The log of an import. The import is recorded with its first change; one of
 * the same job goes on where it was cut off. A track is kept as it stood before
 * the import first touched it.
 */
export function openImportLog(db: Database, { jobId, title }: ImportTitle, now: number): ImportLog {
  const find = db.prepare<[number | null], number>('SELECT id FROM imports WHERE job_id = ?').pluck();
  const add = db
    .prepare<[number | null, string, number], number>(
      'INSERT INTO imports (job_id, title, started_at) VALUES (?, ?, ?) RETURNING id',
    )
    .pluck();
  const isNoted = db
    .prepare<[number, number], number>('SELECT 1 FROM import_changes WHERE import_id = ? AND track_id = ?')
    .pluck();
  const note = db.prepare('INSERT INTO import_changes (import_id, track_id, before) VALUES (?, ?, ?)');
  const count = (column: 'added' | 'updated') =>
    db.prepare(`UPDATE imports SET ${column} = ${column} + 1 WHERE id = ?`);
  const countAdded = count('added');
  const countUpdated = count('updated');
  const snapshots = prepareTrackSnapshots(db);
  let held: number | null = null;
  const own = () => (held ??= find.get(jobId) ?? add.get(jobId, title, now)!);

  return {
    noteAdded(trackId) {
      const id = own();
      note.run(id, trackId, null);
      countAdded.run(id);
    },
    noteChange(trackId) {
      const id = own();
      if (isNoted.get(id, trackId) !== undefined) return;
      note.run(id, trackId, JSON.stringify(snapshots.take(trackId)));
      countUpdated.run(id);
    },
  };
}

/** For rows that no import brings, such as the demo's. */
export const NO_IMPORT: ImportLog = { noteAdded: () => {}, noteChange: () => {} };

/** The import that was made last, while there is something of it to take back. */
export function lastImport(db: Database): StoredImport | null {
  return (
    db
      .prepare<[], StoredImport>(
        `SELECT id, job_id AS jobId, title, started_at AS startedAt, added, updated
         FROM imports ORDER BY id DESC LIMIT 1`,
      )
      .get() ?? null
  );
}

/**
 * Takes back some changes of an import, in one transaction that ends after
 * `maxMs`; returns how many, 0 when none is left and the import is forgotten.
 */
export function undoSomeChanges(db: Database, undone: StoredImport, now: number, maxMs: number): number {
  const next = db
    .prepare<[number], [number, string | null]>(
      'SELECT track_id, before FROM import_changes WHERE import_id = ? ORDER BY track_id DESC LIMIT 200',
    )
    .raw();
  const drop = db.prepare('DELETE FROM import_changes WHERE import_id = ? AND track_id = ?');
  const snapshots = prepareTrackSnapshots(db);

  return db
    .transaction(() => {
      snapshots.begin();
      const endMs = performance.now() + maxMs;
      let count = 0;
      for (const [trackId, before] of next.all(undone.id)) {
        takeBack(snapshots, trackId, before, undone, now);
        drop.run(undone.id, trackId);
        count += 1;
        if (performance.now() >= endMs) break;
      }
      if (count === 0) db.prepare('DELETE FROM imports WHERE id = ?').run(undone.id);
      return count;
    })
    .immediate();
}

function takeBack(
  snapshots: TrackSnapshots,
  trackId: number,
  before: string | null,
  { startedAt }: StoredImport,
  now: number,
): void {
  if (before === null) snapshots.withdraw(trackId, now);
  else snapshots.restore(trackId, JSON.parse(before) as TrackSnapshot, startedAt);
}

/** Forgets up to `limit` changes of imports before the last one, which cannot be taken back any more; false when there were none. */
export function forgetOldChanges(db: Database, limit: number): boolean {
  return db
    .transaction(() => {
      const { changes } = db
        .prepare(
          `DELETE FROM import_changes WHERE (import_id, track_id) IN (
             SELECT import_id, track_id FROM import_changes
             WHERE import_id < (SELECT max(id) FROM imports) LIMIT ?)`,
        )
        .run(limit);
      if (changes === 0) db.prepare('DELETE FROM imports WHERE id < (SELECT max(id) FROM imports)').run();
      return changes > 0;
    })
    .immediate();
}
