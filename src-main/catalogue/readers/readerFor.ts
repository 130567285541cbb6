import { headerOf } from '../csv/headerOf.ts';
import { foreignKind } from '../files/foreignKind.ts';
import type { CatalogueFile, Opening } from '../files/openCatalogueFile.ts';
import { refusal } from '../files/refusal.ts';
import { oneLine } from '../oneLine.ts';
import { readers } from './index.ts';
import type { CatalogueReader } from './reader.ts';

/** The reader that recognises a file. Throws `not-a-catalogue`, naming what the file seems to be, when none does. */
export function readerFor({ name, opening }: CatalogueFile): CatalogueReader {
  const reader = readers.find((candidate) => candidate.recognises(opening));
  if (reader) return reader;

  const known = `Files that can be read: ${readers.map((candidate) => candidate.name).join(', ')}`;
  const kind = foreignKind(opening);
  if (kind) throw refusal(name, `is not a catalogue but ${kind}. ${known}`);
  throw refusal(
    name,
    `is no catalogue: no known format has its columns (${shownColumns(opening)}). ${known}`,
  );
}

function shownColumns(opening: Opening): string {
  const columns = headerOf(opening).columns.map(oneLine);
  const shown = columns
    .slice(0, 6)
    .map((column) => (column.length > 24 ? `${column.slice(0, 23)}…` : column));
  return shown.join(', ') + (columns.length > shown.length ? ', …' : '');
}
