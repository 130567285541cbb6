import type { BenchRow } from './benchRow.ts';
import { searchAMillion } from './search.ts';

/** Search at a million songs in every way. Building the index takes some twenty minutes, so it runs only where it is named. */
export function benchMillion(): Promise<BenchRow[]> {
  return searchAMillion(true);
}
