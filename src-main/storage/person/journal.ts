import type { Database } from 'better-sqlite3';

import type { EntryId, Point } from '../../../src-preload/contract.ts';

/** An entry with its newest correction applied; removed entries have `isRemoved`. */
export type EntryRow = {
  id: EntryId;
  text: string;
  valence: number;
  arousal: number;
  heardValence: number;
  heardArousal: number;
  isCorrected: boolean;
  isRemoved: boolean;
  modelId: string;
  createdAt: number;
};

export type NewEntry = {
  readonly text: string;
  readonly heard: Point;
  readonly raw: Point;
  readonly modelId: string;
  readonly correction: Point | null;
  readonly createdAt: number;
};

const SELECT_ENTRY = `
  SELECT e.id, e.text,
         coalesce(c.valence, e.valence) AS valence, coalesce(c.arousal, e.arousal) AS arousal,
         e.valence AS heardValence, e.arousal AS heardArousal,
         c.id IS NOT NULL AS isCorrected,
         coalesce((SELECT r.kind = 'remove' FROM journal_events r
                   WHERE r.entry_id = e.id AND r.kind IN ('remove', 'restore')
                   ORDER BY r.id DESC LIMIT 1), 0) AS isRemoved,
         e.model_id AS modelId, e.created_at AS createdAt
  FROM journal_entries e
  LEFT JOIN journal_events c ON c.id = (SELECT max(x.id) FROM journal_events x WHERE x.entry_id = e.id AND x.kind = 'correct')`;

type SqlEntry = Omit<EntryRow, 'isCorrected' | 'isRemoved'> & { isCorrected: number; isRemoved: number };

/** Appends an entry, and its correction with it, and returns its id. */
export function addEntry(db: Database, entry: NewEntry): EntryId {
  return db.transaction(() => {
    const { lastInsertRowid } = db
      .prepare(
        `INSERT INTO journal_entries (text, valence, arousal, raw_valence, raw_arousal, model_id, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        entry.text,
        entry.heard.valence,
        entry.heard.arousal,
        entry.raw.valence,
        entry.raw.arousal,
        entry.modelId,
        entry.createdAt,
      );
    const id = Number(lastInsertRowid) as EntryId;
    if (entry.correction) addCorrection(db, id, entry.correction, entry.createdAt);
    return id;
  })();
}

export function addCorrection(db: Database, id: EntryId, { valence, arousal }: Point, now: number): void {
  db.prepare(
    `INSERT INTO journal_events (entry_id, kind, valence, arousal, created_at) VALUES (?, 'correct', ?, ?, ?)`,
  ).run(id, valence, arousal, now);
}

/** Hides an entry, or shows it again; the entry itself is never deleted. */
export function addVisibility(db: Database, id: EntryId, kind: 'remove' | 'restore', now: number): void {
  db.prepare('INSERT INTO journal_events (entry_id, kind, created_at) VALUES (?, ?, ?)').run(id, kind, now);
}

/** The entry, removed or not; undefined when there is none. */
export function readEntry(db: Database, id: EntryId): EntryRow | undefined {
  const row = db.prepare(`${SELECT_ENTRY} WHERE e.id = ?`).get(id) as SqlEntry | undefined;
  return row && toEntry(row);
}

/** Entries made in [from, until) that are not removed, newest first. */
export function listEntries(db: Database, from: number, until: number, limit: number): EntryRow[] {
  const rows = db
    .prepare(
      `${SELECT_ENTRY} WHERE e.created_at >= ? AND e.created_at < ? AND isRemoved = 0
       ORDER BY e.created_at DESC, e.id DESC LIMIT ?`,
    )
    .all(from, until, limit) as SqlEntry[];
  return rows.map(toEntry);
}

/**
 * Entries with words that are not removed and were corrected, or else made,
 * after `since`, oldest first: the newest `limit` of those that were corrected,
 * or of those that were not.
 */
export function listLearnable(db: Database, since: number, isCorrected: boolean, limit: number): EntryRow[] {
  const rows = db
    .prepare(
      `SELECT * FROM (${SELECT_ENTRY} WHERE coalesce(c.created_at, e.created_at) > ? AND trim(e.text) <> '')
       WHERE isRemoved = 0 AND isCorrected = ? ORDER BY id DESC LIMIT ?`,
    )
    .all(since, Number(isCorrected), limit) as SqlEntry[];
  return rows.map(toEntry).reverse();
}

/** How many entries `listLearnable` could give that were corrected after `since`. */
export function countCorrections(db: Database, since: number): number {
  return db
    .prepare(
      `SELECT count(*) FROM (${SELECT_ENTRY} WHERE c.created_at > ? AND trim(e.text) <> '') WHERE isRemoved = 0`,
    )
    .pluck()
    .get(since) as number;
}

/** When an entry was last corrected, removed or restored; 0 when none ever was. */
export function lastChangeOfEntries(db: Database): number {
  return db.prepare('SELECT coalesce(max(created_at), 0) FROM journal_events').pluck().get() as number;
}

function toEntry(row: SqlEntry): EntryRow {
  return { ...row, isCorrected: row.isCorrected === 1, isRemoved: row.isRemoved === 1 };
}
