import type { Opening } from '../files/openCatalogueFile.ts';
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
