import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import Sqlite, { type Database } from 'better-sqlite3';

/** Another number, and the file is made anew. */
const VERSION = 1;

const SCHEMA = `
  -- One row: up to where the catalogue was read. A build that was cut off has is_whole = 0 and begins again.
  CREATE TABLE progress (revision INTEGER NOT NULL, is_whole INTEGER NOT NULL) STRICT;
  INSERT INTO progress VALUES (0, 0);

  -- Where a track stands in the index. Places ascend as popularity falls (its upper bits), so that what is read
  -- first is what is best known, and reading can stop early; the lower 32 bits are the track's id.
  CREATE TABLE places (
    place     INTEGER PRIMARY KEY,
    track_id  INTEGER NOT NULL,
    -- A hash of the title as names are compared.
    title_key INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX places_by_track ON places (track_id);
  CREATE INDEX places_by_title ON places (title_key);

  CREATE VIRTUAL TABLE words USING fts5 (
    title, artist, album, genre,
    content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
  );

  -- Every word that was ever in the index, for words that are misspelt.
  CREATE TABLE terms (id INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE) STRICT;
  CREATE VIRTUAL TABLE spellings USING fts5 (term, content = 'terms', content_rowid = 'id', tokenize = 'trigram');
`;

/** The file of a profile that holds the keyword index. */
export function keywordFile(profile: string): string {
  return join(profile, 'derived', 'keywords.db');
}

/**
 * Opens the keyword index of a profile. One that is missing, of another
 * version or no database is made anew, empty: it is derived from the
 * catalogue. Losing power may cost all of it, never the profile.
 */
export function openKeywordDatabase(profile: string): Database {
  const path = keywordFile(profile);
  mkdirSync(join(profile, 'derived'), { recursive: true });
  try {
    const db = open(path);
    if (db.pragma('user_version', { simple: true }) === VERSION && isReadable(db)) return db;
    db.close();
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  removeKeywordDatabase(profile);
  const db = open(path);
  db.exec(SCHEMA);
  db.pragma(`user_version = ${VERSION}`);
  return db;
}

/** Removes the files of the index, which must be closed. */
export function removeKeywordDatabase(profile: string): void {
  const path = keywordFile(profile);
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(path + suffix)) rmSync(path + suffix);
  }
}

/** Whether an error of SQLite says that the file is damaged rather than in use or in want of room. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof Sqlite.SqliteError &&
    /^SQLITE_(CORRUPT|NOTADB|ERROR|SCHEMA|CANTOPEN|MISMATCH|FORMAT)/.test(error.code)
  );
}

function open(path: string): Database {
  const db = new Sqlite(path);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = OFF');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -16000');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function isReadable(db: Database): boolean {
  try {
    db.prepare('SELECT revision, is_whole FROM progress').get();
    db.prepare(`SELECT rowid FROM words WHERE words MATCH '"a"' LIMIT 1`).get();
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}
