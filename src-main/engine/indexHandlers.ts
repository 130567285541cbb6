import type { Handlers } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import type { EngineParts } from './engineParts.ts';

type IndexMethod = 'index.status' | 'index.build' | 'template.get' | 'template.set' | 'template.preview';

/** The vector index and the sentences that it is made of. */
export function indexHandlers(_parts: EngineParts): Handlers<IndexMethod> {
  return {
    'index.status': notYet,
    'index.build': notYet,
    'template.get': notYet,
    'template.set': notYet,
    'template.preview': notYet,
  };
}

function notYet(): never {
  throw new AppError('unsupported', 'This is not there yet.');
}
