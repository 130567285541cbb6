import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { TextForm } from '../../../src-preload/contract.ts';
import { newFile } from '../files/derivedFiles.ts';
import type { KnownTexts } from './knownTexts.ts';
import { openVectorAppender, scanVectorFile } from '../files/vectorFile.ts';
import { isWhole, rowBytes, trackIdAt, viewRows } from '../files/vectorRow.ts';

/** Rows that may be out of use before a file is written anew: a third of it, and a thousand at least. */
const DEAD_SHARE = 1 / 3;
const DEAD_ROWS = 1000;

/** Writes the rows that are in use into a file of their own when too many are not, and returns its name; null where there is nothing to gain. */
export async function compactRows(options: {
  readonly folder: string;
  readonly form: TextForm;
  readonly rows: string;
  readonly known: KnownTexts;
  readonly fingerprint: string;
  readonly dimensions: number;
}): Promise<string | null> {
  const { folder, form, rows, known, fingerprint, dimensions } = options;
  const dead = known.rows() - known.live();
  if (dead < DEAD_ROWS || dead < known.rows() * DEAD_SHARE) return null;
  const name = newFile(folder, form, fingerprint, 'rows');
  const partial = join(folder, `${name}.partial`);
  rmSync(partial, { force: true });
  const size = rowBytes(dimensions);
  const appender = openVectorAppender(partial, { dimensions, fingerprint });
  try {
    for await (const { first, count, rows: run } of scanVectorFile(join(folder, rows), dimensions)) {
      const kept: Uint8Array[] = [];
      for (let at = 0; at < count; at++) {
        if (!known.isNewest(first + at, trackIdAt(run, at)) || !isWhole(run, at)) continue;
        kept.push(run.bytes.subarray(at * size, (at + 1) * size));
      }
      if (kept.length > 0) appender.append(viewRows(new Uint8Array(Buffer.concat(kept)), dimensions));
    }
  } finally {
    appender.close();
  }
  renameSync(partial, join(folder, name));
  return name;
}
