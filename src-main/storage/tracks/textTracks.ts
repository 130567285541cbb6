import type { Database } from 'better-sqlite3';

import type { TrackId } from '../../../src-preload/contract.ts';
import type { TextTrack } from '../../textualise/textTrack.ts';

/** A song with what its sentence is made of. */
export type StoredTextTrack = TextTrack & { readonly id: TrackId };

/** A song as it stands at a revision of the catalogue; `track` is null where it has left it. */
export type TextChange = {
  readonly id: TrackId;
  readonly revision: number;
  readonly track: TextTrack | null;
};

type TextRow = Omit<StoredTextTrack, 'artist' | 'genres'> & {
  readonly artist: string | null;
  readonly genres: string;
  readonly revision: number;
  readonly isRemoved: 0 | 1;
};

const COLUMNS = `
  tracks.id, revision, removed_at IS NOT NULL AS isRemoved, title, album, year, popularity,
  duration_ms AS durationMs, tempo, loudness, danceability, energy, valence, acousticness,
  instrumentalness, liveness, speechiness,
  (SELECT group_concat(artists.name, ', ' ORDER BY position)
   FROM track_artists JOIN artists ON artists.id = artist_id WHERE track_id = tracks.id) AS artist,
  (SELECT json_group_array(genres.name ORDER BY position)
   FROM track_genres JOIN genres ON genres.id = genre_id WHERE track_id = tracks.id) AS genres`;

/** What the sentences of these songs are made of, in this order; ids that do not exist are left out. */
export function readTextTracks(db: Database, ids: readonly TrackId[]): StoredTextTrack[] {
  return db
    .prepare<[string], TextRow>(
      `SELECT ${COLUMNS} FROM json_each(?) AS wanted
       CROSS JOIN tracks ON tracks.id = wanted.value ORDER BY wanted.key`,
    )
    .all(JSON.stringify(ids))
    .map((row) => ({ id: row.id, ...toTextTrack(row) }));
}

/** Where to go on reading changes: after this song of this revision. */
export type ChangeCursor = { readonly revision: number; readonly id: number };

/** The next `limit` songs after a place in the order of changes (revision, then id), removed ones too. */
export function readTextChanges(db: Database, { revision, id }: ChangeCursor, limit: number): TextChange[] {
  return db
    .prepare<[number, number, number], TextRow>(
      `SELECT ${COLUMNS} FROM tracks WHERE (revision, tracks.id) > (?, ?) ORDER BY revision, tracks.id LIMIT ?`,
    )
    .all(revision, id, limit)
    .map((row) => ({ id: row.id, revision: row.revision, track: row.isRemoved ? null : toTextTrack(row) }));
}

/** How many songs, removed ones too, have changed since a revision. */
export function countChangedTracks(db: Database, after: number): number {
  return db.prepare<[number], number>('SELECT count(*) FROM tracks WHERE revision > ?').pluck().get(after)!;
}

/** The ids of all songs in the catalogue. */
export function readTrackIds(db: Database): number[] {
  return db.prepare<[], number>('SELECT id FROM tracks WHERE removed_at IS NULL').pluck().all();
}

/** The highest revision of a track; 0 where there is none. */
export function newestRevision(db: Database): number {
  return db.prepare<[], number>('SELECT coalesce(max(revision), 0) FROM tracks').pluck().get()!;
}

function toTextTrack(row: TextRow): TextTrack {
  const { id: _id, revision: _revision, isRemoved: _isRemoved, artist, genres, ...known } = row;
  return { ...known, artist: artist ?? '', genres: JSON.parse(genres) as string[] };
}
