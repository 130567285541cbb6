import type { Handlers } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import type { EngineParts } from './engineParts.ts';

type TableMethod =
  'catalogue.rows' | 'track.edit' | 'track.remove' | 'track.restore' | 'clusters.list' | 'clusters.move';

/** The catalogue as a table that can be looked through and changed. */
export function tableHandlers(_parts: EngineParts): Handlers<TableMethod> {
  return {
    'catalogue.rows': notYet,
    'track.edit': notYet,
    'track.remove': notYet,
    'track.restore': notYet,
    'clusters.list': notYet,
    'clusters.move': notYet,
  };
}

function notYet(): never {
  throw new AppError('unsupported', 'This is not there yet.');
}
