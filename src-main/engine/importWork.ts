import { statSync } from 'node:fs';
import { basename } from 'node:path';

import type { Database } from 'better-sqlite3';

import { importCatalogue } from '../catalogue/importCatalogue.ts';
import type { JobWork } from '../jobs/createJobs.ts';

export type ImportInput = { readonly paths: readonly string[] };

/** Imports catalogue files one after the other. Idempotent, so that it may be run again after it was cut off. */
export function importWork(
  db: Database,
  now: () => number,
  onCatalogueChange: () => void,
): JobWork<ImportInput> {
  return {
    unit: 'bytes',
    titleOf: ({ paths }) =>
      paths.length === 1 ? `Importing ${basename(paths[0]!)}` : `Importing ${paths.length} files`,
    async run({ paths }, { signal, report, addSummary }) {
      const sizes = paths.map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      let before = 0;
      try {
        for (const [index, path] of paths.entries()) {
          const onProgress = ({ done }: { done: number }) => report({ done: before + done, total });
          addSummary(await importCatalogue(db, path, { now, signal, onProgress }));
          before += sizes[index]!;
        }
      } finally {
        // Also after a failure: the files before it went in.
        onCatalogueChange();
      }
    },
  };
}
