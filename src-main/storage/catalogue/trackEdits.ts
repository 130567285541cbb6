import type { Database } from 'better-sqlite3';

import type { TrackId } from '../../../src-preload/contract.ts';
import type { KeyedArtist } from './catalogueRow.ts';
import { noteByHand } from '../library/noteByHand.ts';
import { createNamedIds } from './namedIds.ts';
import { nextRevision } from './revisions.ts';

/** What the person changes of a track. What is left out stays. */
export type TrackEdit = {
  readonly title?: string;
  readonly album?: string | null;
  readonly year?: number | null;
  /** At least one, the main artist first. */
  readonly artists?: readonly KeyedArtist[];
  /** The main genre first; as they are compared. */
  readonly genres?: readonly string[];
  /** The hash of the song that it is now. */
  readonly song?: number;
  /** The hash of the name that it has now. */
  readonly nameKey?: number;
};

const COLUMNS = ['title', 'album', 'year', 'song'] as const;

/** Changes a track by hand; no later import changes that again. One transaction. */
export function writeTrackEdit(db: Database, id: TrackId, edit: TrackEdit, now: number): void {
  db.transaction(() => {
    const revision = nextRevision(db);
    noteByHand(db, id, edit, now);
    const changed = COLUMNS.filter((column) => edit[column] !== undefined);
    const sets = [...changed.map((column) => `${column} = @${column}`), 'revision = @revision'];
    db.prepare(`UPDATE tracks SET ${sets.join(', ')}, updated_at = @now WHERE id = @id`).run({
      ...Object.fromEntries(changed.map((column) => [column, edit[column]])),
      revision,
      now,
      id,
    });
    if (edit.artists) {
      const artistId = createNamedIds(db, 'artists');
      relink(
        db,
        'track_artists',
        'artist_id',
        id,
        edit.artists.map(({ key, name }) => artistId(key, name)),
      );
    }
    if (edit.genres) {
      const genreId = createNamedIds(db, 'genres');
      relink(
        db,
        'track_genres',
        'genre_id',
        id,
        edit.genres.map((genre) => genreId(genre)),
      );
    }
  }).immediate();
}

function relink(db: Database, table: string, column: string, trackId: number, ids: readonly number[]): void {
  db.prepare(`DELETE FROM ${table} WHERE track_id = ?`).run(trackId);
  const add = db.prepare(`INSERT INTO ${table} (track_id, position, ${column}) VALUES (?, ?, ?)`);
  [...new Set(ids)].forEach((id, position) => add.run(trackId, position, id));
}

/** Takes tracks out of the catalogue; returns how many were in it. One transaction. */
export function removeTracks(db: Database, ids: readonly TrackId[], now: number): number {
  return db
    .transaction(() =>
      db
        .prepare(
          `UPDATE tracks SET removed_at = ?, revision = ?
           WHERE id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL`,
        )
        .run(now, nextRevision(db), JSON.stringify(ids)),
    )
    .immediate().changes;
}

/** Puts removed tracks back; returns how many there were. One transaction. */
export function restoreTracks(db: Database, ids: readonly TrackId[]): number {
  return db
    .transaction(() =>
      db
        .prepare(
          `UPDATE tracks SET removed_at = NULL, revision = ?
           WHERE id IN (SELECT value FROM json_each(?)) AND removed_at IS NOT NULL`,
        )
        .run(nextRevision(db), JSON.stringify(ids)),
    )
    .immediate().changes;
}

/** Which of these keys are those of artists that are known. */
export function knownArtistKeys(db: Database, keys: readonly string[]): Set<string> {
  return new Set(
    db
      .prepare<[string], string>('SELECT key FROM artists WHERE key IN (SELECT value FROM json_each(?))')
      .pluck()
      .all(JSON.stringify(keys)),
  );
}
