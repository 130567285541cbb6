import type { Handlers } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import type { EngineParts } from './engineParts.ts';

type SearchMethod = 'search.query' | 'search.similar';

/** Finding songs. */
export function searchHandlers(_parts: EngineParts): Handlers<SearchMethod> {
  return {
    'search.query': notYet,
    'search.similar': notYet,
  };
}

function notYet(): never {
  throw new AppError('unsupported', 'This is not there yet.');
}
