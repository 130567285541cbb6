import { OPENING_BYTES, type Opening } from '../files/catalogueFile.ts';
import { createCsvScanner } from './csvScanner.ts';

export type CsvHeader = { readonly delimiter: string; readonly columns: readonly string[] };

/** Spreadsheets write a semicolon where the comma is the decimal sign. */
const delimiters = [',', ';', '\t'] as const;

/** Longer than any header, and little to look through. */
const MAX_HEADER_LENGTH = 16_384;

/** The first record of a table, cut by the delimiter that makes the most columns of it. */
export function headerOf({ text }: Opening): CsvHeader {
  const start = text.slice(0, MAX_HEADER_LENGTH);
  return delimiters
    .map((delimiter) => ({
      delimiter,
      columns: createCsvScanner(delimiter).scan(start, true)[0]?.fields ?? [],
    }))
    .reduce((best, next) => (next.columns.length > best.columns.length ? next : best));
}

/** The header with the first rows under it, `limit` at most, as far as the opening holds them whole. */
export function tableStart(
  opening: Opening,
  limit: number,
): CsvHeader & { readonly rows: readonly (readonly string[])[] } {
  const header = headerOf(opening);
  const { bytes, text } = opening;
  // Where the file goes on behind its opening, the last row may be cut.
  const isWhole = bytes.length < OPENING_BYTES;
  const rowsText = isWhole ? text : text.slice(0, text.lastIndexOf('\n') + 1) || text;
  const records = createCsvScanner(header.delimiter).scan(rowsText, true);
  return {
    ...header,
    rows: records
      .slice(1, limit + 1)
      .filter(({ isEndless }) => !isEndless)
      .map(({ fields }) => fields),
  };
}
