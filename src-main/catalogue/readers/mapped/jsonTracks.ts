import type { ColumnMapping, TrackField } from '../../../../src-preload/contract.ts';
import type { Opening } from '../../files/catalogueFile.ts';
import { createJsonReader, firstObjects, looksLikeJson } from '../../json/jsonReader.ts';
import type { JsonPath } from '../../json/jsonScanner.ts';
import type { CatalogueReader } from '../reader.ts';
import { flattenRecord } from './flattenRecord.ts';
import { guessMapping } from './guessMapping.ts';
import { createMappedTrack } from './mappedTrack.ts';

const lists = [
  'tracks',
  'songs',
  'items',
  'data',
  'results',
  'catalogue',
  'catalog',
  'library',
  'recordings',
];

/** Where a list of songs may stand; nothing: one object a line. */
const paths: readonly JsonPath[] = [
  ['*'],
  ...lists.map((list) => [list, '*']),
  ['playlist', 'track', '*'],
  ['playlist', 'tracks', '*'],
  ['tracks', 'items', '*'],
  [],
];

export type JsonStart = {
  readonly path: JsonPath;
  /** The fields that the first records have. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** The first records of a list of objects, as a table; null when there is none. */
export function jsonStart(opening: Opening): JsonStart | null {
  if (!looksLikeJson(opening)) return null;
  for (const path of paths) {
    const records = firstObjects(opening, path).map(flattenRecord);
    // The outermost object is a record only where it has fields of its own.
    const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
    if (columns.length === 0 || (path.length === 0 && records.length === 1 && columns.length < 2)) continue;
    return { path, columns, rows: records.map((record) => columns.map((column) => record[column] ?? '')) };
  }
  return null;
}

/** What the fields of JSON records probably are; inner names count without what they stand in. */
export function guessJsonMapping({ columns, rows }: JsonStart): ColumnMapping {
  const shown = columns.map((column) =>
    column.endsWith('.name') || column.endsWith('.title')
      ? column.replace(/\.(?:name|title)$/, '')
      : column.replace(/^.*\./, ''),
  );
  const guessed = guessMapping(shown, rows);
  return Object.fromEntries(
    Object.entries(guessed).map(([field, name]) => [field, columns[shown.indexOf(name)]!]),
  );
}

/** A reader of lists of objects by a mapping of their fields. */
export function mappedJson(mapping: ColumnMapping, opening: Opening): CatalogueReader {
  const start = jsonStart(opening);
  const toTrack = createMappedTrack((field) => {
    const place = start?.columns.indexOf(mapping[field] ?? '') ?? -1;
    return place < 0 ? [] : start!.rows.map((row) => row[place]!);
  });
  return createJsonReader({
    format: 'json-tracks',
    name: 'list of songs in JSON',
    paths: start ? [start.path] : [],
    recognises: () => Boolean(mapping.title && mapping.artist),
    toTrack(record) {
      const row = flattenRecord(record);
      return toTrack((field: TrackField) => row[mapping[field] ?? ''] ?? '');
    },
  });
}

/** Lists of objects whose fields have names that are known: arrays, lines, or a list within an object. */
export const jsonTracks: CatalogueReader = {
  format: 'json-tracks',
  name: 'list of songs in JSON',
  recognises(opening) {
    const start = jsonStart(opening);
    const guessed = start && guessJsonMapping(start);
    return Boolean(guessed?.title && guessed.artist);
  },
  read(file) {
    return mappedJson(guessJsonMapping(jsonStart(file.opening)!), file.opening).read(file);
  },
};
