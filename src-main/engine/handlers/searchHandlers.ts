import type { Handlers } from '../../../src-preload/contract.ts';
import type { EngineParts } from '../engineParts.ts';

type SearchMethod = 'search.query' | 'search.similar';

/** Finding songs. */
export function searchHandlers({ search }: EngineParts): Handlers<SearchMethod> {
  return {
    async 'search.query'(request) {
      // Reading the catalogue for the first time is not part of a query.
      await search.wake();
      const start = performance.now();
      const found = await search.query(request);
      return { ...found, ms: performance.now() - start };
    },
    async 'search.similar'(request) {
      const start = performance.now();
      const found = await search.similar(request);
      return { ...found, ms: performance.now() - start };
    },
  };
}
