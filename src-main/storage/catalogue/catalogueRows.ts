import type { Database } from 'better-sqlite3';

import { CATALOGUE_COLUMNS, type ColumnValue, columnValues } from './catalogueColumns.ts';
import type { CatalogueRow, KeyedArtist } from './catalogueRow.ts';
import type { ImportLog } from '../library/imports.ts';
import { prepareTrackLinks } from '../library/trackLinks.ts';
import { nameIdentity, prepareTrackMatch } from '../library/trackMatch.ts';
import { type Origin, overlay, prepareTrackOrigins, type Stated, statedOf } from '../library/trackOrigins.ts';
import { nextRevision } from './revisions.ts';

/** Which side counts where a stored track and a row of a file both know a value. Either way known wins over unknown. */
export type Precedence =
  | 'row'
  | 'stored'
  /** Nothing of what is stored is kept: it was invented. */
  | 'row-alone';

/** A track as it stands, with what is needed to amend it. */
export type StoredTrack = {
  readonly id: number;
  readonly sourceId: number;
  readonly isInvented: boolean;
  readonly isRemoved: boolean;
  readonly nameKey: number | null;
  readonly updatedAt: number;
  readonly values: readonly ColumnValue[];
};

export type CatalogueRows = {
  /** To be called as each transaction begins: its changes have a revision of their own. */
  begin(): void;
  /** The track that the row is, in the catalogue or removed. */
  find(row: CatalogueRow): StoredTrack | null;
  /** Returns the id of the new track. */
  add(row: CatalogueRow, sourceId: number, now: number): number;
  /**
   * Brings what the row knows into the stored track and takes it back into the
   * catalogue; what was changed by hand stays. Returns whether anything changed.
   */
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
export function prepareCatalogueRows(db: Database, log: ImportLog): CatalogueRows {
  const links = prepareTrackLinks(db);
  const origins = prepareTrackOrigins(db);
  const match = prepareTrackMatch(db);

  const invented = new Set(
    db.prepare('SELECT id FROM sources WHERE is_demo = 1 OR is_synthetic = 1').pluck().all(),
  );
  const readTrack = db
    .prepare<[number], [number, 0 | 1, number | null, number, ...ColumnValue[]]>(
      `SELECT source_id, removed_at IS NOT NULL, name_key, updated_at, ${columns} FROM tracks WHERE id = ?`,
    )
    .raw();
  const isTaken = db.prepare<[string], number>('SELECT 1 FROM tracks WHERE identity = ?').pluck();
  const addTrack = db.prepare(
    `INSERT INTO tracks (identity, source_id, song, name_key, revision, created_at, updated_at, ${columns})
     VALUES (?, ?, ?, ?, ?, ?, ?${', ?'.repeat(CATALOGUE_COLUMNS.length)})`,
  );
  const changeTrack = db.prepare(
    `UPDATE tracks SET source_id = ?, song = coalesce(?, song), revision = ?, updated_at = ?, removed_at = NULL,
       ${CATALOGUE_COLUMNS.map((column) => `${column} = ?`).join(', ')}
     WHERE id = ?`,
  );
  const touchTrack = db.prepare('UPDATE tracks SET revision = ?, updated_at = ? WHERE id = ?');
  const addIdentity = db.prepare('INSERT OR IGNORE INTO track_identities (identity, track_id) VALUES (?, ?)');
  const hasIdentity = db
    .prepare<[string, number], number>('SELECT 1 FROM track_identities WHERE identity = ? AND track_id = ?')
    .pluck();
  const firstIdentity = db.prepare<[number], string>('SELECT identity FROM tracks WHERE id = ?').pluck();

  const putIdentity = (identity: string, trackId: number) => {
    addIdentity.run(identity, trackId);
    match.noteIdentity();
  };

  let revision: number | null = null;
  const stamp = () => (revision ??= nextRevision(db));

  /** The first free identity for a new track: names may be shared by recordings of other lengths. */
  function freeIdentity({ identity, ids, durationMs }: CatalogueRow): string {
    if (ids.length > 0 || isTaken.get(identity) === undefined) return identity;
    let free = `${identity}#${Math.round((durationMs ?? 0) / 1000)}`;
    while (isTaken.get(free) !== undefined) free += '+';
    return free;
  }

  /** Identities of the row by which the track is not found yet. */
  function newIdentities(stored: StoredTrack, row: CatalogueRow): string[] {
    const known = new Set(stored.values);
    const fresh = row.ids.filter((id) => !known.has(id.slice(id.indexOf(':') + 1)));
    if (row.nameKey !== 0 && stored.nameKey !== row.nameKey) fresh.push(nameIdentity(row.nameKey));
    if (fresh.length === 0) return fresh;
    const first = firstIdentity.get(stored.id)!;
    return fresh.filter(
      (id) => id !== first && isTaken.get(id) === undefined && hasIdentity.get(id, stored.id) === undefined,
    );
  }

  /** Notes what the row's source states, and what the track's first source did, once there are two. */
  function recordOrigins(
    stored: StoredTrack,
    before: Stated,
    present: readonly Origin[],
    next: Origin,
    precedence: Precedence,
  ): void {
    const own = present.find(({ sourceId }) => sourceId === next.sourceId);
    if (present.length === 0) {
      origins.put(stored.id, { sourceId: stored.sourceId, importedAt: stored.updatedAt, stated: before });
    }
    const genres = [...new Set([...genresIn(own?.stated), ...genresIn(next.stated)])];
    const joined =
      precedence === 'stored' ? { ...next.stated, ...own?.stated } : { ...own?.stated, ...next.stated };
    origins.put(stored.id, { ...next, stated: genres.length > 0 ? { ...joined, genres } : joined });
  }

  return {
    begin() {
      revision = null;
    },

    find(row) {
      const id = match.find(row);
      if (id === null) return null;
      const [sourceId, isRemoved, nameKey, updatedAt, ...values] = readTrack.get(id)!;
      return {
        id,
        sourceId,
        isInvented: invented.has(sourceId),
        isRemoved: isRemoved === 1,
        nameKey,
        updatedAt,
        values,
      };
    },

    add(row, sourceId, now) {
      const { lastInsertRowid } = addTrack.run(
        freeIdentity(row),
        sourceId,
        row.song,
        row.nameKey,
        stamp(),
        now,
        now,
        columnValues(row),
      );
      const id = Number(lastInsertRowid);
      links.putAll(id, row.artists, row.genres);
      for (const identity of row.ids.slice(1)) putIdentity(identity, id);
      log.noteAdded(id);
      return id;
    },

    amend(stored, row, precedence, sourceId, now) {
      const { id } = stored;
      const present = precedence === 'row-alone' ? [] : origins.of(id);
      const hand = origins.byHand(present);
      const merged = merge(stored.values, columnValues(row), precedence);
      const values = hand ? overlay(merged, hand) : merged;
      const known = row.genres.length > 0 || precedence === 'row-alone' ? links.genresOf(id) : null;
      const genres = known && nextGenres(known, row.genres, precedence, Boolean(hand?.genres));
      const areArtistsKept = precedence === 'stored' || Boolean(hand?.artists);
      const artists = areArtistsKept ? null : nextArtists(links.artistsOf(id), row.artists);

      const hasNewLinks = genres !== known || artists !== null;
      const isChanged = stored.isRemoved || hasNewLinks || !areEqual(values, stored.values);
      const identities = newIdentities(stored, row);
      if (!isChanged && identities.length === 0) return false;

      log.noteChange(id);
      for (const identity of identities) putIdentity(identity, id);
      if (!isChanged) {
        touchTrack.run(stamp(), now, id);
        return true;
      }
      if (precedence === 'row-alone') origins.replace(id, []);
      else if (present.length > 0 || stored.sourceId !== sourceId) {
        const before = statedOf(stored.values, links.artistsOf(id).map(nameIn), links.genresOf(id));
        const stated = statedOf(columnValues(row), row.artists.map(nameIn), row.genres);
        recordOrigins(stored, before, present, { sourceId, importedAt: now, stated }, precedence);
      }
      if (artists) links.replaceArtists(id, artists);
      if (genres && genres !== known) links.replaceGenres(id, genres);
      const song = precedence === 'stored' || hand?.title !== undefined ? null : row.song;
      changeTrack.run(sourceId, song, stamp(), now, values, id);
      return true;
    },
  };
}

const genresIn = (stated: Stated | undefined) => (stated?.genres ?? []) as readonly string[];
const keyOf = ({ key }: KeyedArtist) => key;
const nameIn = ({ name }: KeyedArtist) => name;

/** The artists that the track has afterwards; null where they stay, as they do when only the main one is named. */
function nextArtists(
  known: readonly KeyedArtist[],
  stated: readonly KeyedArtist[],
): readonly KeyedArtist[] | null {
  const isShorter = stated.length === 1 && known[0]?.key === stated[0]!.key;
  return isShorter || areEqual(known.map(keyOf), stated.map(keyOf)) ? null : stated;
}

/** The genres that the track has afterwards; `known` itself where they stay. */
function nextGenres(
  known: readonly string[],
  stated: readonly string[],
  precedence: Precedence,
  isByHand: boolean,
): readonly string[] {
  if (isByHand) return known;
  if (precedence === 'row-alone') return areEqual(known, stated) ? known : stated;
  const fresh = stated.filter((genre) => !known.includes(genre));
  return fresh.length > 0 ? [...known, ...fresh] : known;
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
