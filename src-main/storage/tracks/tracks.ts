import type { Database } from 'better-sqlite3';

import type { CatalogueStatus, Track, TrackId } from '../../../src-preload/contract.ts';
import { lastOf } from '../../recommend/steps.ts';

/** A track with what only files that leave the app need. */
export type ExportedTrack = Track & { readonly spotifyId: string | null };

type TrackColumns = Omit<ExportedTrack, 'genres' | 'isDemo' | 'isSynthetic'> & {
  readonly genres: string;
  readonly isDemo: 0 | 1;
  readonly isSynthetic: 0 | 1;
};

const SELECT_TRACKS = `
  SELECT tracks.id, title, album, year, duration_ms AS durationMs, popularity, spotify_id AS spotifyId,
    is_demo AS isDemo, is_synthetic AS isSynthetic,
    (SELECT group_concat(artists.name, ', ' ORDER BY position)
     FROM track_artists JOIN artists ON artists.id = artist_id WHERE track_id = tracks.id) AS artist,
    (SELECT json_group_array(genres.name ORDER BY position)
     FROM track_genres JOIN genres ON genres.id = genre_id WHERE track_id = tracks.id) AS genres
  FROM json_each(?) AS wanted
  CROSS JOIN tracks ON tracks.id = wanted.value
  JOIN sources ON sources.id = source_id
  ORDER BY wanted.key`;

/**
 * The tracks with these ids, in this order. Ids that do not exist are left out;
 * tracks that have left the catalogue are not, for the log still speaks of them.
 */
export function readTracks(db: Database, ids: readonly TrackId[]): Track[] {
  return readExportedTracks(db, ids).map(({ spotifyId: _, ...track }) => track);
}

/** The same with what a playlist file says of a track. */
export function readExportedTracks(db: Database, ids: readonly TrackId[]): ExportedTrack[] {
  return db
    .prepare<[string], TrackColumns>(SELECT_TRACKS)
    .all(JSON.stringify(ids))
    .map((row) => ({
      ...row,
      genres: JSON.parse(row.genres) as string[],
      isDemo: row.isDemo === 1,
      isSynthetic: row.isSynthetic === 1,
    }));
}

/** How many tracks are in the catalogue. */
export function countTracks(db: Database): number {
  return db.prepare<[], number>('SELECT count(*) FROM tracks WHERE removed_at IS NULL').pluck().get()!;
}

/** The names of all genres, by id. */
export function readGenres(db: Database): Map<number, string> {
  return new Map(db.prepare<[], [number, string]>('SELECT id, name FROM genres').raw().all());
}

/** Counted between two turns: a few milliseconds. */
const COUNTED_AT_ONCE = 50_000;

/**
 * How many tracks of each source are in the catalogue, by the source's id, some
 * at a time. Tracks that come or go on the way may be counted or not.
 */
export function* countTracksInSteps(
  db: Database,
  atOnce = COUNTED_AT_ONCE,
): Generator<void, ReadonlyMap<number, number>> {
  const count = db.prepare<[number, number, number], { counted: number; last: number | null }>(
    `SELECT count(*) AS counted, max(id) AS last FROM
       (SELECT id FROM tracks WHERE source_id = ? AND removed_at IS NULL AND id > ? ORDER BY id LIMIT ?)`,
  );
  const counts = new Map<number, number>();
  let left = atOnce;
  for (const source of db.prepare<[], number>('SELECT id FROM sources').pluck().all()) {
    for (let after = 0; ;) {
      const { counted, last } = count.get(source, after, left)!;
      if (counted > 0) counts.set(source, (counts.get(source) ?? 0) + counted);
      left -= counted;
      if (left > 0) break;
      after = last!;
      left = atOnce;
      yield;
    }
  }
  return counts;
}

type SourceRow = Omit<CatalogueStatus['sources'][number], 'tracks' | 'isDemo' | 'isSynthetic'> & {
  readonly id: number;
  readonly isDemo: 0 | 1;
  readonly isSynthetic: 0 | 1;
};

/**
 * What the catalogue holds now: tracks, and their artists, genres and sources,
 * the newest source first. Reads indexes alone, so that it takes milliseconds
 * on a large catalogue too.
 */
export function catalogueStatus(db: Database): CatalogueStatus {
  return lastOf(catalogueStatusInSteps(db));
}

/** The same in steps of a few milliseconds. */
export function* catalogueStatusInSteps(db: Database): Generator<void, CatalogueStatus> {
  const counts = yield* countTracksInSteps(db);
  const sources = db
    .prepare<[], SourceRow>(
      `SELECT id, name, format, imported_at AS importedAt, is_demo AS isDemo, is_synthetic AS isSynthetic
       FROM sources ORDER BY imported_at DESC, id DESC`,
    )
    .all()
    .flatMap(({ id, ...source }) => {
      const tracks = counts.get(id);
      if (tracks === undefined) return [];
      return [{ ...source, tracks, isDemo: source.isDemo === 1, isSynthetic: source.isSynthetic === 1 }];
    });

  return {
    tracks: sources.reduce((sum, { tracks }) => sum + tracks, 0),
    artists: countLive(db, 'artists', 'track_artists', 'artist_id'),
    genres: countLive(db, 'genres', 'track_genres', 'genre_id'),
    isDemo: sources.length > 0 && sources.every(({ isDemo }) => isDemo),
    sources,
  };
}

/** All names, less those that only removed tracks carry: removed tracks are few. */
function countLive(db: Database, names: string, links: string, column: string): number {
  return db
    .prepare<[], number>(
      // The planner would scan all links: it cannot know that removed tracks are few.
      `WITH retired AS (
         SELECT DISTINCT ${column} AS id FROM tracks INDEXED BY tracks_removed
         CROSS JOIN ${links} ON track_id = tracks.id WHERE removed_at IS NOT NULL
       )
       SELECT (SELECT count(*) FROM ${names}) - (
         SELECT count(*) FROM retired WHERE NOT EXISTS (
           SELECT 1 FROM ${links} JOIN tracks ON tracks.id = track_id
           WHERE ${column} = retired.id AND removed_at IS NULL))`,
    )
    .pluck()
    .get()!;
}
