import type { ColumnMapping, FileInspection } from '../../../src-preload/contract.ts';
import { oneLine } from '../names/oneLine.ts';
import { tableStart } from '../csv/headerOf.ts';
import type { CatalogueFile } from '../files/catalogueFile.ts';
import { openContainer } from '../files/container.ts';
import { refusal } from '../files/refusal.ts';
import { guessMapping } from '../readers/mapped/guessMapping.ts';
import { guessJsonMapping, jsonStart } from '../readers/mapped/jsonTracks.ts';
import { columnsOf, findReader, readerFor } from '../readers/readerFor.ts';

/** How many rows are shown. */
const SHOWN_ROWS = 10;
/** How many rows are guessed from. */
const SAMPLE_ROWS = 200;
const MAX_SHOWN_LENGTH = 200;

/**
 * Looks at a file, or at the first file of a folder or archive that can be
 * read, without importing it. Throws `not-a-catalogue` for what is neither of a
 * known format nor a table.
 */
export async function inspectCatalogue(
  path: string,
  remembered: (columns: readonly string[]) => ColumnMapping | null,
): Promise<FileInspection> {
  const container = await openContainer(path, new AbortController().signal);
  try {
    for await (const part of container.parts()) {
      if (!container.holdsMany || findReader(part)) return inspect(part, container.name, remembered);
    }
    throw refusal(container.name, 'holds no file that is a catalogue');
  } finally {
    container.close();
  }
}

function inspect(
  file: CatalogueFile,
  shownName: string,
  remembered: (columns: readonly string[]) => ColumnMapping | null,
): FileInspection {
  const { opening } = file;
  const columns = columnsOf(opening) ?? [];
  const reader = findReader(file);
  // Throws what the file is instead.
  if (!reader && columns.length < 2) readerFor(file);
  const known = remembered(columns);
  const json = jsonStart(opening);
  const rows = json?.rows ?? tableStart(opening, SAMPLE_ROWS).rows;
  const guessed = json ? guessJsonMapping(json) : guessMapping(columns, rows);
  return {
    file: shownName,
    format: reader?.format ?? null,
    formatName: reader?.name ?? null,
    columns: [...columns],
    sample: columns.length > 0 ? rows.slice(0, SHOWN_ROWS).map((row) => row.map(shown)) : [],
    suggested: columns.length > 0 ? (known ?? guessed) : {},
    isRemembered: known !== null,
  };
}

function shown(field: string): string {
  const text = oneLine(field);
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH - 1)}…` : text;
}
