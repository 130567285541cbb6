import type { Database } from 'better-sqlite3';

import { loadCatalogueView } from '../catalogue/loadCatalogueView.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import type { TrackKnowledge } from './trackKnowledge.ts';

export type HeldCatalogue = {
  /** The catalogue as it stands in the database, read when it is first asked for and after each change. */
  current(): Promise<CatalogueView>;
  /** Says that the tables changed. */
  invalidate(): void;
};

/** Keeps the catalogue in memory as columns: what ranking reads. Derived from SQLite and never written. */
export function createHeldCatalogue(db: Database, knowledge: TrackKnowledge): HeldCatalogue {
  let held: Promise<CatalogueView> | null = null;

  return {
    current() {
      if (!held) {
        const loading = loadCatalogueView(db, knowledge);
        held = loading;
        // A load that failed is tried again by the next call.
        loading.catch(() => {
          if (held === loading) held = null;
        });
      }
      return held;
    },
    invalidate() {
      held = null;
    },
  };
}
