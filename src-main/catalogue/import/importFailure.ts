import { dirname } from 'node:path';

import type { Database } from 'better-sqlite3';

import { AppError } from '../../../src-preload/errors.ts';
import { asStorageFailure } from '../../storage/storageFailure.ts';

/** Where an import was when it ended early. */
export type ImportPlace = {
  readonly fileName: string;
  readonly keptRows: number;
  readonly isStopped: boolean;
};

/** What ended an import, as the person is told: what happened and what of the file is kept. Defects are returned as they are. */
export function importFailure(error: unknown, db: Database, place: ImportPlace): unknown {
  const { fileName, keptRows, isStopped } = place;
  const kept =
    keptRows === 0
      ? 'Nothing was changed.'
      : `Its first ${keptRows.toLocaleString('en')} rows are in the catalogue and stay; importing the whole file again is safe.`;
  if (isStopped) return new AppError('cancelled', `The import of ${fileName} was stopped. ${kept}`);

  const failure = asStorageFailure(error, dirname(db.name));
  if (!(failure instanceof AppError)) return error;
  if (failure.code === 'disk-full') {
    return new AppError('disk-full', `The disk is full: ${fileName} went in only in part. ${kept}`, {
      cause: error,
    });
  }
  if (failure.code === 'not-a-catalogue' && keptRows > 0) {
    return new AppError(failure.code, `${fileName} could not be read to its end. ${kept}`, { cause: error });
  }
  return failure;
}
