import type { CatalogueRow, CatalogueSort } from '../../src-preload/contract.ts';
import { grouped } from './quantity.ts';

/** A column of the catalogue table. */
export type TableColumn = {
  readonly sort: CatalogueSort;
  /** As it stands in its header. */
  readonly name: string;
  /** What it means, in words. */
  readonly means: string;
  /** In rem. */
  readonly width: number;
  readonly isNumber: boolean;
  /** What stands in a cell; an empty text is unknown. */
  text(row: CatalogueRow): string;
  /** The value as a share of a bar's length, 0–1, where the column has bars. */
  share?(row: CatalogueRow): number | null;
};

const percent = (value: number | null): string => (value === null ? '' : String(Math.round(value * 100)));

type Share =
  'energy' | 'valence' | 'danceability' | 'acousticness' | 'instrumentalness' | 'liveness' | 'speechiness';

function bar(sort: Share, name: string, means: string): TableColumn {
  return {
    sort,
    name,
    means,
    width: 6.2,
    isNumber: true,
    text: (row) => percent(row[sort]),
    share: (row) => row[sort],
  };
}

/** A length of time as it stands on a record: "3:07". */
export function clockTime(ms: number | null): string {
  if (ms === null) return '';
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The columns of the table, in their order, after the one that counts the rows. */
export const TABLE_COLUMNS: readonly TableColumn[] = [
  { sort: 'title', name: 'Title', means: 'Title', width: 17, isNumber: false, text: (row) => row.title },
  { sort: 'artist', name: 'Artist', means: 'Artist', width: 13, isNumber: false, text: (row) => row.artist },
  {
    sort: 'album',
    name: 'Album',
    means: 'Album',
    width: 12,
    isNumber: false,
    text: (row) => row.album ?? '',
  },
  {
    sort: 'genre',
    name: 'Genre',
    means: 'Genres, the main one first',
    width: 9.5,
    isNumber: false,
    text: (row) => row.genres.join(', '),
  },
  {
    sort: 'year',
    name: 'Year',
    means: 'Year',
    width: 4.6,
    isNumber: true,
    text: (row) => (row.year === null ? '' : String(row.year)),
  },
  {
    sort: 'duration',
    name: 'Length',
    means: 'Length in minutes and seconds',
    width: 5.2,
    isNumber: true,
    text: (row) => clockTime(row.durationMs),
  },
  {
    sort: 'popularity',
    name: 'Popular',
    means: 'Popularity from 0 to 100, as the catalogue states it',
    width: 5.8,
    isNumber: true,
    text: (row) => (row.popularity === null ? '' : grouped(row.popularity)),
  },
  {
    sort: 'tempo',
    name: 'Tempo',
    means: 'Tempo in beats a minute',
    width: 5.2,
    isNumber: true,
    text: (row) => (row.tempo === null ? '' : grouped(row.tempo)),
  },
  bar('energy', 'Energy', 'Energy in percent'),
  bar('valence', 'Positive', 'How positive it sounds (valence), in percent'),
  bar('danceability', 'Dance', 'Danceability in percent'),
  bar('acousticness', 'Acoustic', 'Acousticness in percent'),
  bar('instrumentalness', 'No voice', 'Instrumentalness in percent'),
  bar('liveness', 'Live', 'Liveness in percent'),
  bar('speechiness', 'Speech', 'Speechiness in percent'),
  {
    sort: 'loudness',
    name: 'Loudness',
    means: 'Loudness in decibels',
    width: 6.2,
    isNumber: true,
    text: (row) => (row.loudness === null ? '' : `${row.loudness.toFixed(1)} dB`),
  },
];
