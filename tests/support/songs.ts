import type { Database } from 'better-sqlite3';

import type { TrackId } from '../../src-preload/contract.ts';
import { newestRevision } from '../../src-main/storage/tracks/textTracks.ts';
import { addTestTrack } from './addTestTrack.ts';

/** Puts a song with this title into the tables, as the next change of the catalogue. */
export function addSong(db: Database, title: string): TrackId {
  const id = addTestTrack(db, title);
  touch(db, id);
  return id;
}

/** Gives a song another title. */
export function renameSong(db: Database, id: TrackId, title: string): void {
  db.prepare('UPDATE tracks SET title = ? WHERE id = ?').run(title, id);
  touch(db, id);
}

/** Takes a song out of the catalogue. */
export function removeSong(db: Database, id: TrackId): void {
  db.prepare('UPDATE tracks SET removed_at = 1 WHERE id = ?').run(id);
  touch(db, id);
}

function touch(db: Database, id: TrackId): void {
  db.prepare('UPDATE tracks SET revision = ? WHERE id = ?').run(newestRevision(db) + 1, id);
}
