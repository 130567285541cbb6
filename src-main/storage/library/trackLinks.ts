import type { Database } from 'better-sqlite3';

import type { KeyedArtist } from '../catalogue/catalogueRow.ts';
import { createNamedIds } from '../catalogue/namedIds.ts';

/** The artists and genres of tracks. */
export type TrackLinks = {
  artistsOf(trackId: number): KeyedArtist[];
  genresOf(trackId: number): string[];
  /** Returns whether the track's artists were others, or in another order. */
  replaceArtists(trackId: number, artists: readonly KeyedArtist[]): boolean;
  /** Returns whether the track's genres were others, or in another order. */
  replaceGenres(trackId: number, genres: readonly string[]): boolean;
  /** Adds the genres that the track does not carry yet; returns whether there were any. */
  mergeGenres(trackId: number, genres: readonly string[]): boolean;
  /** The same for a track that has neither artists nor genres. */
  putAll(trackId: number, artists: readonly KeyedArtist[], genres: readonly string[]): void;
};

/** Prepared statements for the links of tracks. Make new ones after a transaction was rolled back. */
export function prepareTrackLinks(db: Database): TrackLinks {
  const artistId = createNamedIds(db, 'artists');
  const genreId = createNamedIds(db, 'genres');
  const artistsOf = db.prepare<[number], KeyedArtist>(
    `SELECT artists.name, artists.key FROM track_artists JOIN artists ON artists.id = artist_id
     WHERE track_id = ? ORDER BY position`,
  );
  const genresOf = db
    .prepare<[number], string>(
      `SELECT genres.name FROM track_genres JOIN genres ON genres.id = genre_id
       WHERE track_id = ? ORDER BY position`,
    )
    .pluck();
  const idsOf = (table: 'artist' | 'genre') =>
    db
      .prepare<[number], number>(
        `SELECT ${table}_id FROM track_${table}s WHERE track_id = ? ORDER BY position`,
      )
      .pluck();
  const artistIdsOf = idsOf('artist');
  const genreIdsOf = idsOf('genre');
  const addArtist = db.prepare('INSERT INTO track_artists (track_id, position, artist_id) VALUES (?, ?, ?)');
  const addGenre = db.prepare('INSERT INTO track_genres (track_id, position, genre_id) VALUES (?, ?, ?)');
  const dropArtists = db.prepare('DELETE FROM track_artists WHERE track_id = ?');
  const dropGenres = db.prepare('DELETE FROM track_genres WHERE track_id = ?');

  return {
    artistsOf: (trackId) => artistsOf.all(trackId),
    genresOf: (trackId) => genresOf.all(trackId),

    replaceArtists(trackId, artists) {
      const ids = artists.map(({ key, name }) => artistId(key, name));
      if (areEqual(ids, artistIdsOf.all(trackId))) return false;
      dropArtists.run(trackId);
      ids.forEach((id, position) => addArtist.run(trackId, position, id));
      return true;
    },

    replaceGenres(trackId, genres) {
      const ids = genres.map((genre) => genreId(genre));
      if (areEqual(ids, genreIdsOf.all(trackId))) return false;
      dropGenres.run(trackId);
      ids.forEach((id, position) => addGenre.run(trackId, position, id));
      return true;
    },

    mergeGenres(trackId, genres) {
      const known = genreIdsOf.all(trackId);
      const fresh = genres.map((genre) => genreId(genre)).filter((id) => !known.includes(id));
      fresh.forEach((id, index) => addGenre.run(trackId, known.length + index, id));
      return fresh.length > 0;
    },

    putAll(trackId, artists, genres) {
      artists.forEach(({ key, name }, position) => addArtist.run(trackId, position, artistId(key, name)));
      genres.forEach((genre, position) => addGenre.run(trackId, position, genreId(genre)));
    },
  };
}

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
