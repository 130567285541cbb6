import type { Database } from 'better-sqlite3';

import { FEATURES } from '../recommend/catalogueView.ts';

/** A run of tracks in the catalogue, by ascending id, as plain rows. */
export type TrackSlice = {
  /** Id, song, popularity, then the features in their order. */
  readonly tracks: readonly (readonly [id: number, song: number, ...numbers: (number | null)[]])[];
  /** The main artist of each of these tracks; of removed ones too. By track id. */
  readonly artists: readonly (readonly [trackId: number, artistId: number])[];
  /** The same for all genres, a track's main genre first. */
  readonly genres: readonly (readonly [trackId: number, genreId: number])[];
};

/**
 * The tracks that are in the catalogue, `size` at a time. Nothing stays open
 * between two slices, so other queries may run there; tracks that they add come
 * last.
 */
export function* readTrackSlices(db: Database, size: number): Generator<TrackSlice, void> {
  const tracks = db
    .prepare<[number, number], TrackSlice['tracks'][number]>(
      `SELECT id, song, popularity, ${FEATURES.join(', ')} FROM tracks
       WHERE id > ? AND removed_at IS NULL ORDER BY id LIMIT ?`,
    )
    .raw();
  const artists = db
    .prepare<[number, number], TrackSlice['artists'][number]>(
      'SELECT track_id, artist_id FROM track_artists WHERE track_id BETWEEN ? AND ? AND position = 0 ORDER BY track_id',
    )
    .raw();
  const genres = db
    .prepare<[number, number], TrackSlice['genres'][number]>(
      'SELECT track_id, genre_id FROM track_genres WHERE track_id BETWEEN ? AND ? ORDER BY track_id, position',
    )
    .raw();

  for (let after = 0; ;) {
    const rows = tracks.all(after, size);
    const last = rows.at(-1)?.[0];
    if (last === undefined) return;
    yield { tracks: rows, artists: artists.all(rows[0]![0], last), genres: genres.all(rows[0]![0], last) };
    after = last;
  }
}
