import type { Database } from 'better-sqlite3';

import type { TrackText } from '../tracks/trackTexts.ts';

/** A track as it goes into the keyword index. */
export type KeywordRow = TrackText & { readonly titleKey: number };

/** Up to where the index has read the catalogue. */
export type KeywordProgress = { readonly revision: number; readonly isWhole: boolean };

/** Writes tracks into the keyword index and takes them out. Call inside a transaction. */
export type KeywordRows = {
  /** Best in the order of places, which is by falling popularity. */
  put(row: KeywordRow): void;
  /** Nothing happens where the track is not there. */
  drop(trackId: number): void;
  /** Makes words known to the correction of misspelt ones. */
  learn(term: string): void;
};

/** The lower bits of a place are the id. */
const ID_BITS = 32;

export function prepareKeywordRows(db: Database): KeywordRows {
  const place = db
    .prepare<[{ rank: number; id: number; titleKey: number }], number>(
      `INSERT INTO places (place, track_id, title_key)
       VALUES (((1000 - CAST(@rank AS INTEGER)) << ${ID_BITS}) | CAST(@id AS INTEGER), @id, @titleKey)
       RETURNING place`,
    )
    .pluck();
  const add = db.prepare(
    'INSERT INTO words (rowid, title, artist, album, genre) VALUES (CAST(? AS INTEGER), ?, ?, ?, ?)',
  );
  const lift = db.prepare<[number], number>('DELETE FROM places WHERE track_id = ? RETURNING place').pluck();
  const remove = db.prepare('DELETE FROM words WHERE rowid = CAST(? AS INTEGER)');
  const addTerm = db.prepare('INSERT INTO terms (term) VALUES (?) ON CONFLICT DO NOTHING');
  const addSpelling = db.prepare('INSERT INTO spellings (rowid, term) VALUES (?, ?)');

  return {
    put({ id, title, artist, album, genre, popularity, titleKey }) {
      const rank = Math.round(Math.min(100, Math.max(0, popularity ?? 0)) * 10);
      const at = place.get({ rank, id, titleKey })!;
      add.run(at, title, artist, album, genre);
    },
    drop(trackId) {
      const at = lift.get(trackId);
      if (at !== undefined) remove.run(at);
    },
    learn(term) {
      const { changes, lastInsertRowid } = addTerm.run(term);
      if (changes > 0) addSpelling.run(lastInsertRowid, term);
    },
  };
}

export function readProgress(db: Database): KeywordProgress {
  const [revision, isWhole] = db
    .prepare<[], [number, 0 | 1]>('SELECT revision, is_whole FROM progress')
    .raw()
    .get()!;
  return { revision, isWhole: isWhole === 1 };
}

export function writeProgress(db: Database, { revision, isWhole }: KeywordProgress): void {
  db.prepare('UPDATE progress SET revision = ?, is_whole = ?').run(revision, Number(isWhole));
}
