import type { ColumnMapping } from '../../../src-preload/contract.ts';
import { shorten } from '../csv/cells.ts';
import { tableStart } from '../csv/headerOf.ts';
import type { CatalogueFile, Opening } from '../files/catalogueFile.ts';
import { foreignKind } from '../files/foreignKind.ts';
import { refusal } from '../files/refusal.ts';
import { readers } from './index.ts';
import { jsonStart, mappedJson } from './mapped/jsonTracks.ts';
import { mappedTable } from './mapped/mappedTable.ts';
import type { CatalogueReader } from './reader.ts';

/** What is known of columns beyond the formats. */
export type MappingSource = {
  /** How the person says that this file is to be read. */
  readonly given?: ColumnMapping | undefined;
  /** How a file with these columns was read before. */
  readonly remembered?: (columns: readonly string[]) => ColumnMapping | null;
};

const KNOWN =
  'Tables and JSON lists of songs with known columns can be read, exports of Spotify, Exportify, Last.fm and ListenBrainz, and sound files';

/** The columns of a table, or the fields of a list of objects; null for what is neither. */
export function columnsOf(opening: Opening): readonly string[] | null {
  const json = jsonStart(opening);
  if (json) return json.columns;
  return foreignKind(opening) ? null : tableStart(opening, 0).columns;
}

/**
 * The reader of a file: by the mapping that was given for it, the one that
 * recognises it, or by a mapping that is remembered for its columns. Null when
 * there is none. Throws `not-a-catalogue` when the given mapping does not fit.
 */
export function findReader(
  { name, opening }: CatalogueFile,
  { given, remembered = () => null }: MappingSource = {},
): CatalogueReader | null {
  if (given) return readerByMapping(name, opening, given);
  const known = readers.find((reader) => reader.recognises(opening));
  if (known) return known;
  const columns = columnsOf(opening);
  const mapping = columns && remembered(columns);
  return mapping ? readerByMapping(name, opening, mapping) : null;
}

/** The same; throws `not-a-catalogue`, naming what the file seems to be and what can be done, when there is none. */
export function readerFor(file: CatalogueFile, mappings: MappingSource = {}): CatalogueReader {
  const reader = findReader(file, mappings);
  if (reader) return reader;

  const { name, opening } = file;
  const columns = columnsOf(opening);
  if (columns && columns.length > 1) {
    throw refusal(
      name,
      `has columns of no known format (${shownColumns(columns)}). Say what they are: with --map title=COLUMN --map artist=COLUMN on the command line, or by choosing them when you import it in the window`,
    );
  }
  const kind = foreignKind(opening) ?? `a file without columns (${shownColumns(columns ?? [])})`;
  throw refusal(name, `is not a catalogue but ${kind}. ${KNOWN}`);
}

function readerByMapping(name: string, opening: Opening, mapping: ColumnMapping): CatalogueReader {
  const columns = columnsOf(opening);
  if (!columns) throw refusal(name, `is not a table but ${foreignKind(opening) ?? 'something else'}`);
  if (!mapping.title || !mapping.artist) {
    throw refusal(name, 'cannot be read: the mapping names no column for the title, or none for the artist');
  }
  const names = columns.map((column) => column.trim());
  const missing = Object.values(mapping).find((column) => !names.includes(column.trim()));
  if (missing !== undefined) {
    throw refusal(name, `has no column "${shorten(missing)}"; its columns are ${shownColumns(columns)}`);
  }
  return jsonStart(opening) ? mappedJson(mapping, opening) : mappedTable(mapping, opening);
}

function shownColumns(columns: readonly string[]): string {
  const shown = columns.slice(0, 6).map((column) => {
    const plain = shorten(column);
    return plain.length > 24 ? `${plain.slice(0, 23)}…` : plain;
  });
  return shown.join(', ') + (columns.length > shown.length ? ', …' : '');
}
