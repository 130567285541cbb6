import type { Database } from 'better-sqlite3';

import { loadCatalogueView, loadSomeTracks } from '../catalogue/loadCatalogueView.ts';
import { mergeViews } from '../catalogue/mergeViews.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import type { TrackKnowledge } from './trackKnowledge.ts';

export type HeldCatalogue = {
  /** The catalogue as it stands in the database, read when it is first asked for and after each change. */
  current(): Promise<CatalogueView>;
  /** Says that the tables changed. */
  invalidate(): void;
  /** Says that only these tracks changed, came or went: a new view is made of the old one and them. */
  refresh(ids: readonly number[]): void;
  /** The view that a refreshed one was made of, and the tracks in which they may differ, ascending; null for one that was read whole. */
  originOf(view: CatalogueView): Origin | null;
};

type Origin = { readonly view: CatalogueView; readonly ids: readonly number[] };

/** Keeps the catalogue in memory as columns: what ranking reads. Derived from SQLite and never written. */
export function createHeldCatalogue(db: Database, knowledge: TrackKnowledge): HeldCatalogue {
  let held: Promise<CatalogueView> | null = null;
  // Only of the newest view, so that no older one is kept in memory.
  let origin: (Origin & { readonly of: CatalogueView }) | null = null;

  function hold(loading: Promise<CatalogueView>): Promise<CatalogueView> {
    held = loading;
    // A load that failed is tried again by the next call.
    loading.catch(() => {
      if (held === loading) held = null;
    });
    return loading;
  }

  return {
    current: () => held ?? hold(loadCatalogueView(db, knowledge)),
    invalidate() {
      held = null;
    },
    refresh(ids) {
      const before = held;
      if (!before) return;
      const sorted = [...new Set(ids)].sort((a, b) => a - b);
      void hold(
        before.then(async (view) => {
          const made = await mergeViews(view, await loadSomeTracks(db, knowledge, sorted), sorted);
          origin = { of: made, view, ids: sorted };
          return made;
        }),
      );
    },
    originOf(view) {
      return origin?.of === view ? origin : null;
    },
  };
}
