import type { Database } from 'better-sqlite3';

import { CATALOGUE_COLUMNS, type ColumnValue, columnValues } from './catalogueColumns.ts';
import type { CatalogueRow } from './catalogueRow.ts';
import { createNamedIds } from './namedIds.ts';
import { nextRevision } from './revisions.ts';

/** Which side counts where a stored track and a row of a file both know a value. Either way known wins over unknown. */
export type Precedence =
  | 'row'
  | 'stored'
  /** Nothing of what is stored is kept: it was invented for the demo. */
  | 'row-alone';

/** A track as it stands, with what is needed to amend it. */
export type StoredTrack = {
  readonly id: number;
  readonly isDemo: boolean;
  readonly isRemoved: boolean;
  readonly values: readonly ColumnValue[];
};

export type CatalogueRows = {
  /** To be called as each transaction begins: its changes have a revision of their own. */
  begin(): void;
  find(identity: string): StoredTrack | null;
  /** Returns the id of the new track. */
  add(row: CatalogueRow, sourceId: number, now: number): number;
  /** Brings what the row knows into the stored track and takes it back into the catalogue. Returns whether anything changed. */
  amend(
    stored: StoredTrack,
    row: CatalogueRow,
    precedence: Precedence,
    sourceId: number,
    now: number,
  ): boolean;
};

const columns = CATALOGUE_COLUMNS.join(', ');

/** Prepared statements that put rows of a catalogue into the tables. Call them inside a transaction. */
export function prepareCatalogueRows(db: Database): CatalogueRows {
  const artistId = createNamedIds(db, 'artists');
  const genreId = createNamedIds(db, 'genres');

  const demoSources = new Set(db.prepare('SELECT id FROM sources WHERE is_demo = 1').pluck().all());
  const findTrack = db
    .prepare<[string], [number, number, 0 | 1, ...ColumnValue[]]>(
      `SELECT id, source_id, removed_at IS NOT NULL, ${columns} FROM tracks WHERE identity = ?`,
    )
    .raw();
  const addTrack = db.prepare(
    `INSERT INTO tracks (identity, source_id, song, name_key, revision, created_at, updated_at, ${columns})
     VALUES (?, ?, ?, ?, ?, ?, ?${', ?'.repeat(CATALOGUE_COLUMNS.length)})`,
  );
  const changeTrack = db.prepare(
    `UPDATE tracks SET source_id = ?, song = coalesce(?, song), revision = ?, updated_at = ?, removed_at = NULL,
       ${CATALOGUE_COLUMNS.map((column) => `${column} = ?`).join(', ')}
     WHERE id = ?`,
  );
  const artistsOf = db
    .prepare<[number], number>('SELECT artist_id FROM track_artists WHERE track_id = ? ORDER BY position')
    .pluck();
  const genresOf = db
    .prepare<[number], number>('SELECT genre_id FROM track_genres WHERE track_id = ? ORDER BY position')
    .pluck();
  const addArtist = db.prepare('INSERT INTO track_artists (track_id, position, artist_id) VALUES (?, ?, ?)');
  const addGenre = db.prepare('INSERT INTO track_genres (track_id, position, genre_id) VALUES (?, ?, ?)');
  const dropArtists = db.prepare('DELETE FROM track_artists WHERE track_id = ?');
  const dropGenres = db.prepare('DELETE FROM track_genres WHERE track_id = ?');

  let revision: number | null = null;
  const stamp = () => (revision ??= nextRevision(db));

  function idsOfArtists({ artists }: CatalogueRow): number[] {
    return artists.map(({ key, name }) => artistId(key, name));
  }

  function putArtists(trackId: number, ids: readonly number[]): void {
    ids.forEach((id, position) => addArtist.run(trackId, position, id));
  }

  /** Returns whether the track's artists were others, or in another order. */
  function replaceArtists(trackId: number, ids: readonly number[]): boolean {
    if (areEqual(ids, artistsOf.all(trackId))) return false;
    dropArtists.run(trackId);
    putArtists(trackId, ids);
    return true;
  }

  /** Adds the genres that the track does not carry yet; returns whether there were any. */
  function mergeGenres(trackId: number, genres: readonly string[], known: readonly number[]): boolean {
    const fresh = genres.map((genre) => genreId(genre)).filter((id) => !known.includes(id));
    fresh.forEach((id, index) => addGenre.run(trackId, known.length + index, id));
    return fresh.length > 0;
  }

  return {
    begin() {
      revision = null;
    },

    find(identity) {
      const found = findTrack.get(identity);
      if (!found) return null;
      const [id, sourceId, isRemoved, ...values] = found;
      return { id, isDemo: demoSources.has(sourceId), isRemoved: isRemoved === 1, values };
    },

    add(row, sourceId, now) {
      const values = columnValues(row);
      const { lastInsertRowid } = addTrack.run(
        row.identity,
        sourceId,
        row.song,
        row.nameKey,
        stamp(),
        now,
        now,
        values,
      );
      const id = Number(lastInsertRowid);
      putArtists(id, idsOfArtists(row));
      mergeGenres(id, row.genres, []);
      return id;
    },

    amend(stored, row, precedence, sourceId, now) {
      const { id } = stored;
      const values = merge(stored.values, columnValues(row), precedence);
      const hasNewArtists = precedence !== 'stored' && replaceArtists(id, idsOfArtists(row));
      if (precedence === 'row-alone') dropGenres.run(id);
      const hasNewGenres = mergeGenres(id, row.genres, precedence === 'row-alone' ? [] : genresOf.all(id));

      const hasNewValues = !areEqual(values, stored.values);
      const isChanged = hasNewValues || hasNewArtists || hasNewGenres || stored.isRemoved;
      const song = precedence === 'stored' ? null : row.song;
      if (isChanged) changeTrack.run(sourceId, song, stamp(), now, values, id);
      return isChanged;
    },
  };
}

function merge(
  stored: readonly ColumnValue[],
  row: readonly ColumnValue[],
  precedence: Precedence,
): readonly ColumnValue[] {
  if (precedence === 'row-alone') return row;
  const [first, second] = precedence === 'row' ? [row, stored] : [stored, row];
  return first.map((value, column) => value ?? second[column]!);
}

function areEqual(a: readonly ColumnValue[], b: readonly ColumnValue[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
