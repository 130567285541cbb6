import { benchIndexing } from './indexing.ts';
import type { BenchRow } from './benchRow.ts';
import { benchNeighbours } from './neighbours.ts';

/** The index of meanings: building it for 114,000 songs in a running engine, starting with it, and what is found how fast at 10,000, 100,000 and a million vectors. */
export async function benchIndex(): Promise<BenchRow[]> {
  return [...(await benchIndexing()), ...(await benchNeighbours())];
}
