import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { featureCsv } from '../support/featureCsv.ts';
import { sharedData } from '../support/sharedData.ts';

export const LARGE_ROWS = 114_000;

/** The 114k catalogue, or an invented one of its size, written into `directory`, where it is not there; with a note that says which. */
export function largeCatalogue(directory: string): { path: string; note: string } {
  if (sharedData) {
    return { path: join(sharedData, 'catalogue/spotify-tracks-114k.csv.gz'), note: '114,000 rows, gzip' };
  }
  const path = join(directory, 'synthetic.csv');
  writeFileSync(path, featureCsv(LARGE_ROWS));
  return { path, note: `${LARGE_ROWS.toLocaleString('en')} invented rows` };
}
