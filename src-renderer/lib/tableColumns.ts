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
    width: 5.9,
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
  words('title', 'Title', 'Title', 16, (row) => row.title),
  words('artist', 'Artist', 'Artist', 11, (row) => row.artist),
  words('genre', 'Genre', 'Genres, the main one first', 8, (row) => row.genres.join(', ')),
  figure('year', 'Year', 'Year', 4.4, (row) => (row.year === null ? '' : String(row.year))),
  figure('duration', 'Length', 'Length in minutes and seconds', 5, (row) => clockTime(row.durationMs)),
  bar('energy', 'Energy', 'Energy in percent'),
  bar('valence', 'Positive', 'How positive it sounds (valence), in percent'),
  bar('danceability', 'Dance', 'Danceability in percent'),
  bar('acousticness', 'Acoustic', 'Acousticness in percent'),
  figure('tempo', 'Tempo', 'Tempo in beats a minute', 5, (row) => whole(row.tempo)),
  figure('popularity', 'Popular', 'Popularity from 0 to 100, as the catalogue states it', 5.4, (row) =>
    whole(row.popularity),
  ),
  words('album', 'Album', 'Album', 11, (row) => row.album ?? ''),
  bar('instrumentalness', 'No voice', 'Instrumentalness in percent'),
  bar('liveness', 'Live', 'Liveness in percent'),
  bar('speechiness', 'Speech', 'Speechiness in percent'),
  figure('loudness', 'Loudness', 'Loudness in decibels', 6, (row) =>
    row.loudness === null ? '' : `${row.loudness.toFixed(1)} dB`,
  ),
];

function words(
  sort: CatalogueSort,
  name: string,
  means: string,
  width: number,
  text: TableColumn['text'],
): TableColumn {
  return { sort, name, means, width, isNumber: false, text };
}

function figure(
  sort: CatalogueSort,
  name: string,
  means: string,
  width: number,
  text: TableColumn['text'],
): TableColumn {
  return { sort, name, means, width, isNumber: true, text };
}

function whole(value: number | null): string {
  return value === null ? '' : grouped(value);
}
