import { statSync } from 'node:fs';
import { basename } from 'node:path';

import type { Database } from 'better-sqlite3';

import type { ColumnMapping } from '../../../src-preload/contract.ts';
import { importCatalogue } from '../../catalogue/import/importCatalogue.ts';
import type { JobContext, JobWork } from '../../jobs/createJobs.ts';
import { forgetOldImports } from '../../catalogue/import/forgetOldImports.ts';
import { withFewCheckpoints } from '../../storage/library/checkpoints.ts';
import { openImportLog } from '../../storage/library/imports.ts';
import { openCopy } from '../../storage/library/openCopy.ts';

export type ImportInput = {
  readonly paths: readonly string[];
  readonly mappings?: Readonly<Record<string, ColumnMapping>>;
  readonly dryRun?: boolean;
};

/** What changes the catalogue as a whole is done one after the other. */
export const CATALOGUE_LANE = 'catalogue';

/**
 * Imports catalogue files one after the other, as one import that can be taken
 * back. Idempotent, so that it may be run again after it was cut off. A dry run
 * does the same to a copy of the database, which is thrown away.
 */
export function importWork(
  db: Database,
  now: () => number,
  onCatalogueChange: () => void,
): JobWork<ImportInput> {
  const titleOf = ({ paths, dryRun }: ImportInput) => {
    const what = paths.length === 1 ? basename(paths[0]!) : `${paths.length} files`;
    return `${dryRun ? 'Trying' : 'Importing'} ${what}`;
  };

  async function importAll(into: Database, input: ImportInput, context: JobContext): Promise<void> {
    const { signal, report, addSummary } = context;
    const log = openImportLog(into, { jobId: context.id, title: titleOf(input) }, now());
    const sizes = new Map(input.paths.map((path) => [path, sizeOf(path)]));
    const sum = () => [...sizes.values()].reduce((total, size) => total + size, 0);
    let before = 0;
    for (const path of input.paths) {
      const onProgress = ({ done, total }: { done: number; total: number }) => {
        sizes.set(path, total);
        report({ done: before + done, total: sum() });
      };
      const mapping = input.mappings?.[path];
      const isTrial = input.dryRun ?? false;
      addSummary(await importCatalogue(into, path, { log, mapping, now, signal, onProgress, isTrial }));
      before += sizes.get(path)!;
    }
  }

  return {
    unit: 'bytes',
    lane: CATALOGUE_LANE,
    titleOf,
    isTrial: ({ dryRun = false }) => dryRun,
    async run(input, context) {
      if (input.dryRun) {
        const copy = await openCopy(db, context.signal);
        try {
          await importAll(copy.db, input, context);
        } finally {
          copy.discard();
        }
        return;
      }
      try {
        await forgetOldImports(db, context.signal);
        await withFewCheckpoints(db, () => importAll(db, input, context));
      } finally {
        // Also after a failure: the files before it went in.
        onCatalogueChange();
      }
    },
  };
}

/** Of a file as it lies on the disk; what a folder holds is known once it is read. */
function sizeOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : 0;
}
