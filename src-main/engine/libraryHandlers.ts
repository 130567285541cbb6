import type { Handlers } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import type { EngineParts } from './engineParts.ts';

type LibraryMethod =
  | 'catalogue.inspect'
  | 'catalogue.lastImport'
  | 'catalogue.undoImport'
  | 'catalogue.synthesise'
  | 'track.origins';

/** What comes into the catalogue and goes out of it again. */
export function libraryHandlers(_parts: EngineParts): Handlers<LibraryMethod> {
  return {
    'catalogue.inspect': notYet,
    'catalogue.lastImport': notYet,
    'catalogue.undoImport': notYet,
    'catalogue.synthesise': notYet,
    'track.origins': notYet,
  };
}

function notYet(): never {
  throw new AppError('unsupported', 'This is not there yet.');
}
