import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openCatalogueFile } from '../../../src-main/catalogue/files/openCatalogueFile.ts';
import type { Reading } from '../../../src-main/catalogue/readers/reader.ts';
import { readerFor } from '../../../src-main/catalogue/readers/readerFor.ts';
import type { TrackRow } from '../../../src-main/storage/catalogue/catalogueRow.ts';

/** Everything that the reader that recognises it reads of a file with this content, which is written into `directory`. */
export async function readText(directory: string, content: string | Buffer): Promise<Reading[]> {
  const path = join(directory, 'catalogue.csv');
  writeFileSync(path, content);
  const file = await openCatalogueFile(path, new AbortController().signal);
  const readings: Reading[] = [];
  for await (const some of readerFor(file).read(file)) readings.push(...some);
  return readings;
}

export function tracksIn(readings: readonly Reading[]): TrackRow[] {
  return readings.flatMap((reading) => ('track' in reading ? [reading.track] : []));
}

export function rejectsIn(readings: readonly Reading[]): { line: number; reason: string }[] {
  return readings.flatMap((reading) => ('reason' in reading ? [reading] : []));
}
