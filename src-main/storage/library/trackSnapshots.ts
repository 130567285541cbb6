import type { Database } from 'better-sqlite3';

import { CATALOGUE_COLUMNS, type ColumnValue } from '../catalogue/catalogueColumns.ts';
import type { KeyedArtist } from '../catalogue/catalogueRow.ts';
import { nextRevision } from '../catalogue/revisions.ts';
import { prepareTrackLinks } from './trackLinks.ts';
import { type Origin, overlay, prepareTrackOrigins, type Stated } from './trackOrigins.ts';

/** A track as it stood at a moment, with all that belongs to it. */
export type TrackSnapshot = {
  readonly sourceId: number;
  readonly song: number;
  readonly updatedAt: number;
  readonly removedAt: number | null;
  readonly values: readonly ColumnValue[];
  readonly artists: readonly KeyedArtist[];
  readonly genres: readonly string[];
  readonly identities: readonly string[];
  readonly origins: readonly Origin[];
};

export type TrackSnapshots = {
  /** To be called as each transaction begins: its changes have a revision of their own. */
  begin(): void;
  take(trackId: number): TrackSnapshot;
  /**
   * Puts a track back as it stood. What was changed by hand since, or taken out
   * of the catalogue at or after `since`, stays so.
   */
  restore(trackId: number, snapshot: TrackSnapshot, since: number): void;
  /** Deletes a track that was added at `since`, with artists and genres that nothing else has; one that the log speaks of is marked as removed. */
  withdraw(trackId: number, now: number): void;
};

const columns = CATALOGUE_COLUMNS.join(', ');

/** Prepared statements that keep and bring back the state of tracks. Call them inside a transaction. */
export function prepareTrackSnapshots(db: Database): TrackSnapshots {
  const links = prepareTrackLinks(db);
  const origins = prepareTrackOrigins(db);
  const read = db
    .prepare<[number], [number, number, number, number | null, ...ColumnValue[]]>(
      `SELECT source_id, song, updated_at, removed_at, ${columns} FROM tracks WHERE id = ?`,
    )
    .raw();
  const identitiesOf = db
    .prepare<[number], string>('SELECT identity FROM track_identities WHERE track_id = ? ORDER BY identity')
    .pluck();
  const dropIdentities = db.prepare('DELETE FROM track_identities WHERE track_id = ?');
  const addIdentity = db.prepare('INSERT INTO track_identities (identity, track_id) VALUES (?, ?)');
  const write = db.prepare(
    `UPDATE tracks SET source_id = ?, song = ?, updated_at = ?, removed_at = ?, revision = ?,
       ${CATALOGUE_COLUMNS.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
  );
  const remove = db.prepare(
    'UPDATE tracks SET removed_at = coalesce(removed_at, ?), revision = ? WHERE id = ?',
  );
  const deleteTrack = db.prepare('DELETE FROM tracks WHERE id = ?');
  const dropArtist = db.prepare(
    'DELETE FROM artists WHERE key = ? AND NOT EXISTS (SELECT 1 FROM track_artists WHERE artist_id = artists.id)',
  );
  const dropGenre = db.prepare(
    'DELETE FROM genres WHERE name = ? AND NOT EXISTS (SELECT 1 FROM track_genres WHERE genre_id = genres.id)',
  );
  let revision: number | null = null;
  const stamp = () => (revision ??= nextRevision(db));

  const linksOf = (trackId: number) => ({
    artists: links.artistsOf(trackId),
    genres: links.genresOf(trackId),
  });

  /** Deletes those artists and genres that no track has any more. */
  function dropUnlinked({ artists, genres }: ReturnType<typeof linksOf>): void {
    for (const { key } of artists) dropArtist.run(key);
    for (const genre of genres) dropGenre.run(genre);
  }

  function take(trackId: number): TrackSnapshot {
    const [sourceId, song, updatedAt, removedAt, ...values] = read.get(trackId)!;
    return {
      sourceId,
      song,
      updatedAt,
      removedAt,
      values,
      ...linksOf(trackId),
      identities: identitiesOf.all(trackId),
      origins: origins.of(trackId),
    };
  }

  /** The origins as they stood, with what is changed by hand now. */
  function withHand(
    snapshot: TrackSnapshot,
    present: readonly Origin[],
    hand: Stated | null,
  ): readonly Origin[] {
    if (!hand) return snapshot.origins;
    const own = present.find(({ stated }) => stated === hand)!;
    const others = snapshot.origins.filter(({ sourceId }) => sourceId !== own.sourceId);
    if (others.length > 0) return [...others, own];
    const source = present.find(({ sourceId }) => sourceId === snapshot.sourceId);
    return source ? [source, own] : [own];
  }

  return {
    begin() {
      revision = null;
    },
    take,

    restore(trackId, snapshot, since) {
      const now = read.get(trackId);
      if (!now) return;
      const present = origins.of(trackId);
      const hand = origins.byHand(present);
      const removedAt = now[3] !== null && now[3] >= since ? now[3] : snapshot.removedAt;
      const values = hand ? overlay(snapshot.values, hand) : snapshot.values;
      const { sourceId, song, updatedAt } = snapshot;
      write.run(sourceId, hand ? now[1] : song, updatedAt, removedAt, stamp(), values, trackId);
      const left = linksOf(trackId);
      if (!hand?.artists) links.replaceArtists(trackId, snapshot.artists);
      if (!hand?.genres) links.replaceGenres(trackId, snapshot.genres);
      dropUnlinked(left);
      dropIdentities.run(trackId);
      for (const identity of snapshot.identities) addIdentity.run(identity, trackId);
      origins.replace(trackId, withHand(snapshot, present, hand));
    },

    withdraw(trackId, now) {
      const left = linksOf(trackId);
      const revisionNow = stamp();
      try {
        deleteTrack.run(trackId);
      } catch (error) {
        if (!isReferred(error)) throw error;
        remove.run(now, revisionNow, trackId);
        return;
      }
      dropUnlinked(left);
    },
  };
}

/** Whether something in the profile still speaks of what was to be deleted. */
function isReferred(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}
