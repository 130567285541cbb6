import { createRequire } from 'node:module';

import type * as Usearch from 'usearch';

export type UsearchModule = typeof Usearch;
export type { Index as UsearchIndex } from 'usearch';

let loaded: UsearchModule | string | null = null;

/**
 * USearch, or the sentence that says why it cannot be used. On a platform
 * without a prebuilt binary the import itself fails, so it is loaded here and
 * not at the top; and it has to find one vector among two. `WAVES_NO_USEARCH`
 * leaves it out.
 */
export function loadUsearch(): UsearchModule | string {
  if (process.env.WAVES_NO_USEARCH) return 'USearch is switched off by WAVES_NO_USEARCH';
  return (loaded ??= tryUsearch());
}

function tryUsearch(): UsearchModule | string {
  try {
    const usearch = createRequire(import.meta.url)('usearch') as UsearchModule;
    const index = new usearch.Index(2, usearch.MetricKind.Cos);
    index.add(1n, Float32Array.of(1, 0), 1);
    index.add(2n, Float32Array.of(0, 1), 1);
    const { keys } = index.search(Float32Array.of(0.1, 1), 1, 1);
    return keys[0] === 2n ? usearch : 'USearch loads but found the wrong vector';
  } catch (error) {
    return `USearch cannot be loaded (${(error as Error).message.split('\n')[0]})`;
  }
}
