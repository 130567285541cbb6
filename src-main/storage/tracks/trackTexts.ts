import type { Database } from 'better-sqlite3';

/** What a track is called. */
export type TrackText = {
  readonly id: number;
  readonly title: string;
  /** All artists, parted by ", ". */
  readonly artist: string;
  readonly album: string | null;
  /** All genres, parted by ", ". */
  readonly genre: string | null;
  /** 0–100. */
  readonly popularity: number | null;
};

/** A track that changed, and whether it has left the catalogue. */
export type ChangedTrack = { readonly id: number; readonly revision: number; readonly isRemoved: 0 | 1 };

/** A function from ids to the names of these tracks, in this order; ids that do not exist are left out. */
export function prepareTrackTexts(db: Database): (ids: readonly number[]) => TrackText[] {
  const statement = db.prepare<[string], TrackText>(
    `SELECT tracks.id, title, album, popularity,
       (SELECT group_concat(artists.name, ', ' ORDER BY position)
        FROM track_artists JOIN artists ON artists.id = artist_id WHERE track_id = tracks.id) AS artist,
       (SELECT group_concat(genres.name, ', ' ORDER BY position)
        FROM track_genres JOIN genres ON genres.id = genre_id WHERE track_id = tracks.id) AS genre
     FROM json_each(?) AS wanted CROSS JOIN tracks ON tracks.id = wanted.value
     ORDER BY wanted.key`,
  );
  return (ids) => statement.all(JSON.stringify(ids)).map((row) => ({ ...row, artist: row.artist ?? '' }));
}

/** Tracks by the order in which they changed, after a revision and an id in it; those that left included. */
export function readChangedTracks(
  db: Database,
  after: { readonly revision: number; readonly id: number },
  limit: number,
): ChangedTrack[] {
  return db
    .prepare<[number, number, number], ChangedTrack>(
      `SELECT id, revision, removed_at IS NOT NULL AS isRemoved FROM tracks
       WHERE (revision, id) > (?, ?) ORDER BY revision, id LIMIT ?`,
    )
    .all(after.revision, after.id, limit);
}

/** How many tracks changed after a revision, counted up to `most`. */
export function countChanged(db: Database, after: number, most: number): number {
  return db
    .prepare<[number, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM tracks WHERE revision > ? LIMIT ?)',
    )
    .pluck()
    .get(after, most)!;
}
