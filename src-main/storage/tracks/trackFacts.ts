import type { Database } from 'better-sqlite3';

/** What search knows of a track beside the catalogue's columns. Unknown is null. */
export type TrackFacts = readonly [id: number, durationMs: number | null, isExplicit: 0 | 1 | null];

/** Facts of a run of tracks by ascending id, with the genres of each as (track, genre) pairs, a track's main genre first. */
export type FactSlice = {
  readonly facts: readonly TrackFacts[];
  readonly genres: readonly (readonly [trackId: number, genreId: number])[];
};

const COLUMNS = 'id, duration_ms, is_explicit';

/** The highest revision of any track, those taken out included; 0 where there is none. */
export function lastRevision(db: Database): number {
  return db.prepare<[], number>('SELECT coalesce(max(revision), 0) FROM tracks').pluck().get()!;
}

/** Facts of all tracks of the catalogue, `size` at a time; nothing stays open between two slices. */
export function* readFactSlices(db: Database, size: number): Generator<FactSlice, void> {
  const page = db
    .prepare<[number, number], TrackFacts>(
      `SELECT ${COLUMNS} FROM tracks WHERE id > ? AND removed_at IS NULL ORDER BY id LIMIT ?`,
    )
    .raw();
  const genres = db
    .prepare<[number, number], FactSlice['genres'][number]>(
      'SELECT track_id, genre_id FROM track_genres WHERE track_id BETWEEN ? AND ? ORDER BY track_id, position',
    )
    .raw();
  for (let after = 0; ;) {
    const facts = page.all(after, size);
    const last = facts.at(-1)?.[0];
    if (last === undefined) return;
    yield { facts, genres: genres.all(facts[0]![0], last) };
    after = last;
  }
}

/** Facts of the tracks that changed after a revision and are in the catalogue, `size` at a time. */
export function* readChangedFacts(db: Database, after: number, size: number): Generator<FactSlice, void> {
  const page = db
    .prepare<[number, number, number], [...TrackFacts, revision: number]>(
      `SELECT ${COLUMNS}, revision FROM tracks
       WHERE (revision, id) > (?, ?) AND removed_at IS NULL ORDER BY revision, id LIMIT ?`,
    )
    .raw();
  const genres = db
    .prepare<[string], FactSlice['genres'][number]>(
      `SELECT track_id, genre_id FROM json_each(?) CROSS JOIN track_genres ON track_id = json_each.value
       ORDER BY track_id, position`,
    )
    .raw();
  // Every id of the revision that was read last has been seen.
  for (let seen: [number, number] = [after, Number.MAX_SAFE_INTEGER]; ;) {
    const rows = page.all(...seen, size);
    const last = rows.at(-1);
    if (!last) return;
    const facts = rows
      .map(([id, durationMs, isExplicit]): TrackFacts => [id, durationMs, isExplicit])
      .toSorted(([a], [b]) => a - b);
    yield { facts, genres: genres.all(JSON.stringify(facts.map(([id]) => id))) };
    seen = [last[3], last[0]];
  }
}
