import { createRequire } from 'node:module';

import type * as Usearch from 'usearch';

/**
 * Loads USearch and lets it find one vector among two. Returns null when it
 * works, otherwise what went wrong: on a platform without a prebuilt binary
 * the import itself fails, so it is loaded here and not at the top.
 */
export function tryVectorIndex(): string | null {
  try {
    const { Index, MetricKind } = createRequire(import.meta.url)('usearch') as typeof Usearch;
    const index = new Index(2, MetricKind.Cos);
    index.add(1n, Float32Array.of(1, 0));
    index.add(2n, Float32Array.of(0, 1));
    const { keys } = index.search(Float32Array.of(0.1, 1), 1, 1);
    return keys[0] === 2n ? null : 'USearch loads but found the wrong vector; exact search is used instead';
  } catch (error) {
    return `USearch cannot be loaded (${(error as Error).message.split('\n')[0]}); exact search is used instead`;
  }
}
