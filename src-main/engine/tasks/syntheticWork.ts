import type { Database } from 'better-sqlite3';

import { forgetOldImports } from '../../catalogue/import/forgetOldImports.ts';
import { synthesiseCatalogue } from '../../catalogue/synthetic/synthesiseCatalogue.ts';
import type { JobWork } from '../../jobs/createJobs.ts';
import { withFewCheckpoints } from '../../storage/library/checkpoints.ts';
import { openImportLog } from '../../storage/library/imports.ts';
import { CATALOGUE_LANE } from './importWork.ts';

export type SyntheticInput = { readonly tracks: number; readonly seed: number };

/** Adds a synthetic catalogue, as an import that can be taken back. Idempotent. */
export function syntheticWork(
  db: Database,
  now: () => number,
  onCatalogueChange: () => void,
): JobWork<SyntheticInput> {
  const titleOf = ({ tracks }: SyntheticInput) => `Making ${tracks.toLocaleString('en')} synthetic songs`;
  return {
    unit: 'tracks',
    lane: CATALOGUE_LANE,
    titleOf,
    async run(input, { id, signal, report, addSummary }) {
      try {
        await forgetOldImports(db, signal);
        const log = openImportLog(db, { jobId: id, title: titleOf(input) }, now());
        const options = { log, now, signal, onProgress: report };
        addSummary(
          await withFewCheckpoints(db, () => synthesiseCatalogue(db, input.tracks, input.seed, options)),
        );
      } finally {
        onCatalogueChange();
      }
    },
  };
}
