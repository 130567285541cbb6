import type { Database } from 'better-sqlite3';

import { FEATURES } from '../../recommend/catalogueView.ts';

const TRACK_COLUMNS = `id, song, popularity, year, ${FEATURES.join(', ')}`;

/** A run of tracks in the catalogue, by ascending id, as plain rows. */
export type TrackSlice = {
  /** Id, song, popularity, year, then the features in their order. */
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
      `SELECT ${TRACK_COLUMNS} FROM tracks WHERE id > ? AND removed_at IS NULL ORDER BY id LIMIT ?`,
    )
    .raw();
  const companionsOf = prepareCompanions(db);

  for (let after = 0; ;) {
    const rows = tracks.all(after, size);
    const last = rows.at(-1)?.[0];
    if (last === undefined) return;
    yield { tracks: rows, ...companionsOf(rows[0]![0], last) };
    after = last;
  }
}

/** The same for those of these tracks that are in the catalogue. `ids` are ascending. */
export function* readTrackSlicesOf(
  db: Database,
  ids: readonly number[],
  size: number,
): Generator<TrackSlice, void> {
  const read = db
    .prepare<[string], TrackSlice['tracks'][number]>(
      `SELECT ${TRACK_COLUMNS} FROM tracks
       WHERE id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL ORDER BY id`,
    )
    .raw();
  const artists = db
    .prepare<[string], TrackSlice['artists'][number]>(
      `SELECT track_id, artist_id FROM track_artists
       WHERE track_id IN (SELECT value FROM json_each(?)) AND position = 0 ORDER BY track_id`,
    )
    .raw();
  const genres = db
    .prepare<[string], TrackSlice['genres'][number]>(
      `SELECT track_id, genre_id FROM track_genres
       WHERE track_id IN (SELECT value FROM json_each(?)) ORDER BY track_id, position`,
    )
    .raw();
  for (let from = 0; from < ids.length; from += size) {
    const wanted = JSON.stringify(ids.slice(from, from + size));
    const tracks = read.all(wanted);
    if (tracks.length > 0) yield { tracks, artists: artists.all(wanted), genres: genres.all(wanted) };
  }
}

function prepareCompanions(db: Database): (first: number, last: number) => Omit<TrackSlice, 'tracks'> {
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
  return (first, last) => ({ artists: artists.all(first, last), genres: genres.all(first, last) });
}
