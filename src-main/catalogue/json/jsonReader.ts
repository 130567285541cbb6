import type { TrackRow } from '../../storage/catalogue/catalogueRow.ts';
import { RowFault } from '../csv/rowFault.ts';
import type { Opening } from '../files/catalogueFile.ts';
import type { CatalogueReader, Reading } from '../readers/reader.ts';
import { createJsonScanner, type JsonPath, type JsonRecord } from './jsonScanner.ts';

/** An object of a JSON file, as it stands in it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A format that is a list of objects somewhere in JSON. */
export type JsonLayout = {
  readonly format: string;
  readonly name: string;
  /** Where its records may stand. */
  readonly paths: readonly JsonPath[];
  /** Whether an object can only be a record of this format. */
  recognises(record: JsonObject): boolean;
  /** Throws `RowFault` with the reason when the record is no track. */
  toTrack(record: JsonObject): TrackRow;
};

/** How many objects of a file are looked at to recognise it. */
const SAMPLE = 50;

/** The first objects at a path, as far as the opening holds them whole. */
export function firstObjects({ text }: Opening, path: JsonPath): JsonObject[] {
  return createJsonScanner(path)
    .scan(text, false)
    .slice(0, SAMPLE)
    .flatMap((record) => ('text' in record ? [parse(record.text)] : []))
    .filter((record) => record !== null);
}

/** Whether a file may be JSON at all, which saves looking for paths in tables. */
export function looksLikeJson({ text }: Opening): boolean {
  return /^[\s\ufeff]*[[{]/.test(text);
}

/** The reader of lists of objects: everything but what their fields mean. */
export function createJsonReader(layout: JsonLayout): CatalogueReader {
  const { format, name, paths, recognises, toTrack } = layout;
  const pathIn = (opening: Opening) =>
    paths.find((path) => firstObjects(opening, path).some((record) => recognises(record)));

  return {
    format,
    name,
    recognises: (opening) => looksLikeJson(opening) && pathIn(opening) !== undefined,

    async *read(file) {
      const path = pathIn(file.opening);
      if (!path) throw new TypeError(`${file.name} was not recognised as ${name}`);
      const scanner = createJsonScanner(path);
      const readings = (records: readonly JsonRecord[]) =>
        records.map((record) => readRecord(record, toTrack));
      for await (const text of file.texts()) yield readings(scanner.scan(text, false));
      yield readings(scanner.scan('', true));
    },
  };
}

function readRecord(record: JsonRecord, toTrack: JsonLayout['toTrack']): Reading {
  const { line } = record;
  if ('fault' in record) return { line, reason: record.fault };
  const value = parse(record.text);
  if (!value) return { line, reason: 'the record is no JSON object' };
  try {
    return { line, track: toTrack(value) };
  } catch (error) {
    if (error instanceof RowFault) return { line, reason: error.message };
    throw error;
  }
}

function parse(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}
