import type { ColumnMapping, TrackField } from '../../../../src-preload/contract.ts';
import { createCsvReader } from '../../csv/csvReader.ts';
import { tableStart } from '../../csv/headerOf.ts';
import type { Opening } from '../../files/catalogueFile.ts';
import type { CatalogueReader } from '../reader.ts';
import { createMappedTrack } from './mappedTrack.ts';

/** How many rows tell in what units a column is. */
const SAMPLE_ROWS = 200;

/** The place of each mapped column; null where one that is named is not there, or title or artist are not mapped. */
function placesOf(mapping: ColumnMapping, columns: readonly string[]): Map<TrackField, number> | null {
  const names = columns.map((column) => column.trim());
  const places = new Map(
    Object.entries(mapping).map(([field, column]) => [field as TrackField, names.indexOf(column.trim())]),
  );
  const isComplete = places.has('title') && places.has('artist');
  return isComplete && [...places.values()].every((place) => place >= 0) ? places : null;
}

/** A reader of tables by a mapping of their columns, in the units that the opening of this one shows. */
export function mappedTable(mapping: ColumnMapping, opening: Opening): CatalogueReader {
  const { columns, rows } = tableStart(opening, SAMPLE_ROWS);
  const sampled = placesOf(mapping, columns);
  const toTrack = createMappedTrack((field) => {
    const place = sampled?.get(field);
    return place === undefined ? [] : rows.map((row) => row[place] ?? '');
  });
  return createCsvReader({
    format: 'mapped-table',
    name: 'table with mapped columns',
    bind(header) {
      const places = placesOf(mapping, header);
      return places && ((fields) => toTrack((field) => fields[places.get(field) ?? -1] ?? ''));
    },
  });
}
