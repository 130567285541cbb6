import type { Database } from 'better-sqlite3';

/** Which cluster the person put a genre into, by the genre's folded name. */
export function readGenreMoves(db: Database): Map<string, string> {
  return new Map(db.prepare<[], [string, string]>('SELECT genre, cluster FROM genre_moves').raw().all());
}

/** Keeps where a genre was put; null forgets it. */
export function writeGenreMove(db: Database, genre: string, cluster: string | null, now: number): void {
  if (cluster === null) {
    db.prepare('DELETE FROM genre_moves WHERE genre = ?').run(genre);
    return;
  }
  db.prepare(
    `INSERT INTO genre_moves (genre, cluster, moved_at) VALUES (?, ?, ?)
     ON CONFLICT (genre) DO UPDATE SET cluster = excluded.cluster, moved_at = excluded.moved_at`,
  ).run(genre, cluster, now);
}

/** Every genre with the number of tracks in the catalogue that carry it, one at a time: each takes a moment. */
export function* countTracksOfGenres(
  db: Database,
): Generator<{ readonly id: number; readonly name: string; readonly tracks: number }, void> {
  const removed = new Map(
    db
      .prepare<[], [number, number]>(
        `SELECT genre_id, count(*) FROM tracks INDEXED BY tracks_removed
         CROSS JOIN track_genres ON track_id = tracks.id WHERE removed_at IS NOT NULL GROUP BY genre_id`,
      )
      .raw()
      .all(),
  );
  const genres = db.prepare<[], [number, string]>('SELECT id, name FROM genres ORDER BY name').raw().all();
  const count = db.prepare<[number], number>('SELECT count(*) FROM track_genres WHERE genre_id = ?').pluck();
  for (const [id, name] of genres) yield { id, name, tracks: count.get(id)! - (removed.get(id) ?? 0) };
}

/** Ids of the tracks that carry a genre, `size` at a time; of removed ones too. */
export function* tracksOfGenre(db: Database, genreId: number, size: number): Generator<number[], void> {
  const read = db
    .prepare<[number, number, number], number>(
      'SELECT track_id FROM track_genres WHERE genre_id = ? AND track_id > ? ORDER BY track_id LIMIT ?',
    )
    .pluck();
  for (let after: number | undefined = 0; after !== undefined;) {
    const ids: number[] = read.all(genreId, after, size);
    yield ids;
    after = ids.at(-1);
  }
}

/** Ids of the genres whose name fits. */
export function readGenreIds(db: Database, fits: (name: string) => boolean): number[] {
  const genres = db.prepare<[], [number, string]>('SELECT id, name FROM genres').raw().all();
  return genres.filter(([, name]) => fits(name)).map(([id]) => id);
}
