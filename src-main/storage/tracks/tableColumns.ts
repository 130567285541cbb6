import type { Database } from 'better-sqlite3';

/** What the table sorts by beyond the columns that are held in memory. */
export type TableColumn = 'title' | 'album' | 'year' | 'duration';

const COLUMNS: Readonly<Record<TableColumn, string>> = {
  title: 'title',
  album: 'album',
  year: 'year',
  duration: 'duration_ms',
};

/** One value of each track in the catalogue with the track's id, by ascending id, `size` at a time. */
export function readColumnSlices(
  db: Database,
  column: TableColumn,
  size: number,
): Generator<[id: number, value: string | number | null][], void> {
  return slices(
    db,
    size,
    `SELECT id, ${COLUMNS[column]} FROM tracks WHERE id > ? AND removed_at IS NULL ORDER BY id LIMIT ?`,
  );
}

/** The main genre of each track that has one, by ascending track id, `size` at a time; of removed tracks too. */
export function readMainGenreSlices(
  db: Database,
  size: number,
): Generator<[trackId: number, genreId: number][], void> {
  return slices(
    db,
    size,
    'SELECT track_id, genre_id FROM track_genres WHERE track_id > ? AND position = 0 ORDER BY track_id LIMIT ?',
  );
}

/** Names of all artists with their ids, by ascending id, `size` at a time. */
export function readArtistSlices(db: Database, size: number): Generator<[id: number, name: string][], void> {
  return slices(db, size, 'SELECT id, name FROM artists WHERE id > ? ORDER BY id LIMIT ?');
}

/**
 * Ids of the tracks of which a source with this name states anything, about
 * `size` at a time; also of tracks that left the catalogue.
 */
export function* readSourceSlices(db: Database, source: string, size: number): Generator<number[], void> {
  const ids = db.prepare<[string], number>('SELECT id FROM sources WHERE name = ?').pluck().all(source);
  const only = db
    .prepare<[number, number, number], number>(
      `SELECT id FROM tracks INDEXED BY tracks_by_source
       WHERE source_id = ? AND id > ? AND removed_at IS NULL ORDER BY id LIMIT ?`,
    )
    .pluck();
  for (const id of ids) {
    for (let after: number | undefined = 0; after !== undefined;) {
      const tracks: number[] = only.all(id, after, size);
      yield tracks;
      after = tracks.at(-1);
    }
  }

  const among = db
    .prepare<[number, number, string], number>(
      `SELECT track_id FROM track_origins
       WHERE track_id > ? AND track_id <= ? AND source_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck();
  const highest = db.prepare<[], number | null>('SELECT max(track_id) FROM track_origins').pluck().get() ?? 0;
  const sought = JSON.stringify(ids);
  for (let after = 0; after < highest; after += size) yield among.all(after, after + size, sought);
}

/** Nothing stays open between two slices, so other queries may run there. */
function* slices<Row extends readonly [number, ...unknown[]]>(
  db: Database,
  size: number,
  sql: string,
): Generator<Row[], void> {
  const read = db.prepare<[number, number], Row>(sql).raw();
  for (let after = 0; ;) {
    const rows = read.all(after, size);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last[0];
  }
}
