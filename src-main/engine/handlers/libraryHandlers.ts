import type { Handlers } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { inspectCatalogue } from '../../catalogue/import/inspectCatalogue.ts';
import { readColumnMapping } from '../../storage/library/columnMappings.ts';
import { lastImport } from '../../storage/library/imports.ts';
import { readOrigins } from '../../storage/library/readOrigins.ts';
import type { EngineParts } from '../engineParts.ts';

type LibraryMethod =
  | 'catalogue.inspect'
  | 'catalogue.lastImport'
  | 'catalogue.undoImport'
  | 'catalogue.synthesise'
  | 'track.origins';

/** What comes into the catalogue and goes out of it again. */
export function libraryHandlers({ db, jobs }: EngineParts): Handlers<LibraryMethod> {
  return {
    'catalogue.inspect': ({ path }) => inspectCatalogue(path, (columns) => readColumnMapping(db, columns)),
    'catalogue.lastImport'() {
      const last = lastImport(db);
      if (!last) return null;
      const { title, startedAt, added, updated } = last;
      return { jobTitle: title, at: startedAt, added, updated };
    },
    'catalogue.undoImport'() {
      const last = lastImport(db);
      if (!last) throw new AppError('not-found', 'There is no import to take back.');
      return { jobId: jobs.start('undo-import', { importId: last.id, title: last.title }) };
    },
    'catalogue.synthesise': ({ tracks, seed }) => ({ jobId: jobs.start('synthetic', { tracks, seed }) }),
    'track.origins'({ id }) {
      const origins = readOrigins(db, id);
      if (!origins) throw new AppError('not-found', 'This song is not in the catalogue any more.');
      return origins;
    },
  };
}
