import type { Database } from 'better-sqlite3';

import { AppError } from '../../../src-preload/errors.ts';
import { undoImport } from '../../catalogue/import/undoImport.ts';
import type { JobWork } from '../../jobs/createJobs.ts';
import { endUnfinishedJob } from '../../storage/jobs.ts';
import { withFewCheckpoints } from '../../storage/library/checkpoints.ts';
import { lastImport } from '../../storage/library/imports.ts';
import { CATALOGUE_LANE } from './importWork.ts';

export type UndoInput = { readonly importId: number; readonly title: string };

/** Takes the last import back. Goes on where it was cut off. */
export function undoWork(db: Database, now: () => number, onCatalogueChange: () => void): JobWork<UndoInput> {
  return {
    unit: 'tracks',
    lane: CATALOGUE_LANE,
    titleOf: ({ title }) => `Taking back: ${title}`,
    async run({ importId }, { signal, report }) {
      const last = lastImport(db);
      // Taken back to its end before the process ended.
      if (!last || last.id < importId) return;
      if (last.id > importId) {
        throw new AppError('not-found', 'Another import came after it: only the last one can be taken back.');
      }
      // An import that was cut off would go on at the next start.
      if (last.jobId !== null) endUnfinishedJob(db, last.jobId, now());
      try {
        await withFewCheckpoints(db, () => undoImport(db, last, { now, signal, onProgress: report }));
      } finally {
        onCatalogueChange();
      }
    },
  };
}
