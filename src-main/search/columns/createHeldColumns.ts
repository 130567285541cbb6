import type { Database } from 'better-sqlite3';

import type { CatalogueView } from '../../recommend/catalogueView.ts';
import { buildSearchColumns, type SearchColumns } from './searchColumns.ts';
import { readFactColumns } from './trackFactColumns.ts';

/** The columns that search reads, kept in memory beside the catalogue's. */
export type HeldColumns = {
  /** The columns of the catalogue as it stands; made when they are first asked for and after each change. */
  current(): Promise<SearchColumns>;
};

/** Derived from the tables: facts of tracks that did not change are not read again. */
export function createHeldColumns(db: Database, view: () => Promise<CatalogueView>): HeldColumns {
  let held: SearchColumns | null = null;
  let making: { readonly view: CatalogueView; readonly columns: Promise<SearchColumns> } | null = null;

  async function make(next: CatalogueView): Promise<SearchColumns> {
    const facts = await readFactColumns(db, next.ids, held?.facts ?? null);
    held = await buildSearchColumns(next, facts);
    return held;
  }

  return {
    async current() {
      const now = await view();
      if (held?.view === now) return held;
      if (making?.view !== now) {
        const columns = make(now);
        making = { view: now, columns };
        // One that failed is tried again by the next call.
        columns.catch(() => (making = null));
      }
      return making.columns;
    },
  };
}
