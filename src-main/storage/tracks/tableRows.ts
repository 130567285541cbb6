import type { Database } from 'better-sqlite3';

import type { CatalogueRow, TrackId } from '../../../src-preload/contract.ts';
import { FEATURES } from '../../recommend/catalogueView.ts';

/** A row of the table without what the database does not say: the cluster. */
export type StoredTableRow = Omit<CatalogueRow, 'cluster'>;

type Columns = Omit<StoredTableRow, 'genres' | 'isDemo' | 'isSynthetic'> & {
  readonly genres: string;
  readonly isDemo: 0 | 1;
  readonly isSynthetic: 0 | 1;
};

const SELECT_ROWS = `
  SELECT tracks.id, title, album, year, duration_ms AS durationMs, popularity, is_demo AS isDemo,
    is_synthetic AS isSynthetic, ${FEATURES.join(', ')},
    (SELECT group_concat(artists.name, ', ' ORDER BY position)
     FROM track_artists JOIN artists ON artists.id = artist_id WHERE track_id = tracks.id) AS artist,
    (SELECT json_group_array(genres.name ORDER BY position)
     FROM track_genres JOIN genres ON genres.id = genre_id WHERE track_id = tracks.id) AS genres
  FROM json_each(?) AS wanted
  CROSS JOIN tracks ON tracks.id = wanted.value
  JOIN sources ON sources.id = source_id
  ORDER BY wanted.key`;

/** The tracks with these ids as the table shows them, in this order. Ids that do not exist are left out. */
export function readTableRows(db: Database, ids: readonly number[]): StoredTableRow[] {
  return db
    .prepare<[string], Columns>(SELECT_ROWS)
    .all(JSON.stringify(ids))
    .map((row) => ({
      ...row,
      artist: row.artist ?? '',
      genres: JSON.parse(row.genres) as string[],
      isDemo: row.isDemo === 1,
      isSynthetic: row.isSynthetic === 1,
    }));
}

/** Whether a track is in the catalogue. */
export function isInCatalogue(db: Database, id: TrackId): boolean {
  return db.prepare('SELECT 1 FROM tracks WHERE id = ? AND removed_at IS NULL').pluck().get(id) !== undefined;
}
