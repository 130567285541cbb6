import type { Database } from 'better-sqlite3';

import { CATALOGUE_COLUMNS, type ColumnValue, STATED_NAMES } from '../catalogue/catalogueColumns.ts';
import { recordSource } from '../catalogue/sources.ts';

/** What a source states of a track, by name; what it does not know is left out. */
export type Stated = Readonly<Record<string, ColumnValue | readonly string[]>>;

export type Origin = { readonly sourceId: number; readonly importedAt: number; readonly stated: Stated };

/** Where changes by hand are kept: a source of its own, whose values always win. */
export const BY_HAND = { name: 'you', format: 'by-hand' } as const;

export type TrackOrigins = {
  /** The recorded origins of a track: none while it has one source. */
  of(trackId: number): Origin[];
  put(trackId: number, origin: Origin): void;
  /** Puts these in the place of all that are recorded. */
  replace(trackId: number, origins: readonly Origin[]): void;
  /** What was changed by hand, among these. */
  byHand(origins: readonly Origin[]): Stated | null;
};

/** Prepared statements for what each source states of a track. */
export function prepareTrackOrigins(db: Database): TrackOrigins {
  const read = db
    .prepare<[number], [number, number, string]>(
      `SELECT source_id, imported_at, stated FROM track_origins WHERE track_id = ?
       ORDER BY imported_at, source_id`,
    )
    .raw();
  const put = db.prepare(
    'INSERT OR REPLACE INTO track_origins (track_id, source_id, imported_at, stated) VALUES (?, ?, ?, ?)',
  );
  const drop = db.prepare('DELETE FROM track_origins WHERE track_id = ?');
  const handSource = db
    .prepare<[string, string], number>('SELECT id FROM sources WHERE name = ? AND format = ?')
    .pluck();
  let handId: number | undefined;

  // While no track has several sources, none is looked for.
  let isAny = db.prepare('SELECT 1 FROM track_origins LIMIT 1').get() !== undefined;

  const putOne = (trackId: number, { sourceId, importedAt, stated }: Origin) => {
    isAny = true;
    put.run(trackId, sourceId, importedAt, JSON.stringify(stated));
  };

  return {
    of(trackId) {
      if (!isAny) return [];
      return read.all(trackId).map(([sourceId, importedAt, stated]) => ({
        sourceId,
        importedAt,
        stated: JSON.parse(stated) as Stated,
      }));
    },
    put: putOne,
    replace(trackId, origins) {
      drop.run(trackId);
      for (const origin of origins) putOne(trackId, origin);
    },
    byHand(origins) {
      if (origins.length === 0) return null;
      handId ??= handSource.get(BY_HAND.name, BY_HAND.format);
      return origins.find(({ sourceId }) => sourceId === handId)?.stated ?? null;
    },
  };
}

/** The id of the source that stands for changes by hand, made when it is missing. */
export function recordByHand(db: Database, now: number): number {
  return recordSource(db, { ...BY_HAND, isDemo: false, isSynthetic: false }, now);
}

/** Values of a track and its links as a source states them. */
export function statedOf(
  values: readonly ColumnValue[],
  artists: readonly string[],
  genres: readonly string[],
): Stated {
  const known = STATED_NAMES.flatMap((name, column) =>
    values[column] === null ? [] : [[name, values[column]!] as const],
  );
  return { ...Object.fromEntries(known), artists, ...(genres.length > 0 ? { genres } : {}) };
}

/** Values of columns with those in their place that are stated. */
export function overlay(values: readonly ColumnValue[], stated: Stated): ColumnValue[] {
  return CATALOGUE_COLUMNS.map((_, column) => {
    const own = stated[STATED_NAMES[column]!];
    return own === undefined ? values[column]! : (own as ColumnValue);
  });
}
