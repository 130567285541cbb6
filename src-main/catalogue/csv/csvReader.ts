import type { TrackRow } from '../../storage/catalogue/catalogueRow.ts';
import type { CatalogueReader, Reading } from '../readers/reader.ts';
import { headerOf } from './headerOf.ts';
import { RowFault } from './rowFault.ts';
import { createCsvScanner, type CsvRecord } from './csvScanner.ts';

/** In UTF-16 units. No title, list of artists or album is that long. */
const MAX_FIELD_LENGTH = 65_536;

/** One row of a table as a track. Throws `RowFault` with the reason when it is none. */
export type ToTrack = (fields: readonly string[]) => TrackRow;

/** A format that is a table with a header. */
export type CsvLayout = {
  readonly format: string;
  readonly name: string;
  /** Whether the first row is one like the others. */
  readonly isHeaderless?: boolean;
  /** How rows under these columns are read, or null when the table is none of this layout. */
  bind(columns: readonly string[]): ToTrack | null;
};

/** The reader of a table: everything but what its columns mean. */
export function createCsvReader({ format, name, bind, isHeaderless = false }: CsvLayout): CatalogueReader {
  return {
    format,
    name,
    recognises: (opening) => bind(headerOf(opening).columns) !== null,

    async *read(file) {
      const { delimiter, columns } = headerOf(file.opening);
      const toTrack = bind(columns);
      if (!toTrack) throw new TypeError(`${file.name} was not recognised as ${name}`);
      const scanner = createCsvScanner(delimiter);
      let isHeader = !isHeaderless;

      const readings = (records: CsvRecord[]): Reading[] => {
        const rows = isHeader ? records.slice(1) : records;
        isHeader &&= records.length === 0;
        return rows.map((record) => readRow(record, columns.length, toTrack));
      };
      for await (const text of file.texts()) yield readings(scanner.scan(text, false));
      yield readings(scanner.scan('', true));
    },
  };
}

function readRow({ line, fields, isEndless }: CsvRecord, width: number, toTrack: ToTrack): Reading {
  if (isEndless) return { line, reason: 'the row does not end; a quote may be left open' };
  if (fields.length !== width)
    return { line, reason: `${fields.length} fields where the header has ${width}` };
  if (fields.some((field) => field.length > MAX_FIELD_LENGTH)) {
    return { line, reason: `a field is longer than ${MAX_FIELD_LENGTH / 1024} kB` };
  }
  try {
    return { line, track: toTrack(fields) };
  } catch (error) {
    if (error instanceof RowFault) return { line, reason: error.message };
    throw error;
  }
}
