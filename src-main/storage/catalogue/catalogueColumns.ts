import { FEATURES } from '../../recommend/catalogueView.ts';
import type { CatalogueRow } from './catalogueRow.ts';

/** Columns of `tracks` that a catalogue fills, in the order of `columnValues`. */
export const CATALOGUE_COLUMNS: readonly string[] = [
  'title',
  'album',
  'year',
  'duration_ms',
  'is_explicit',
  'popularity',
  'spotify_id',
  'isrc',
  'mbid',
  ...FEATURES,
  'musical_key',
  'mode',
  'time_signature',
];

/** The same columns by the names that a track's values have outside the tables. */
export const STATED_NAMES: readonly string[] = [
  'title',
  'album',
  'year',
  'durationMs',
  'isExplicit',
  'popularity',
  'spotifyId',
  'isrc',
  'mbid',
  ...FEATURES,
  'musicalKey',
  'mode',
  'timeSignature',
];

export type ColumnValue = string | number | null;

/** What a row puts into `CATALOGUE_COLUMNS`. */
export function columnValues(row: CatalogueRow): ColumnValue[] {
  return [
    row.title,
    row.album,
    row.year,
    row.durationMs,
    row.isExplicit === null ? null : Number(row.isExplicit),
    row.popularity,
    row.spotifyId,
    row.isrc,
    row.mbid,
    ...FEATURES.map((feature) => row[feature]),
    row.musicalKey,
    row.mode,
    row.timeSignature,
  ];
}
