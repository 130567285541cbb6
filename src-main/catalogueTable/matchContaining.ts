import type { Database } from 'better-sqlite3';

import type { CatalogueView } from '../recommend/catalogueView.ts';
import type { MatchRows } from '../search/matchRows.ts';
import { readContainingSlices } from '../storage/tableColumns.ts';
import { maskOfIds, rowsOfMask } from './maskRows.ts';

/** Ids looked through between two turns of the event loop. */
const SLICE_SIZE = 2_000;

/** Finds rows whose title, album or artists hold every word of the text; knows no conditions. */
export function matchContaining(db: Database, catalogue: { current(): Promise<CatalogueView> }): MatchRows {
  return async (text) => {
    const view = await catalogue.current();
    const words = text.split(/\s+/).filter(Boolean);
    const none = { view, conditions: [], notice: null };
    if (words.length === 0) return { ...none, rows: null };
    const mask = await maskOfIds(view, readContainingSlices(db, words, SLICE_SIZE));
    return { ...none, rows: rowsOfMask(mask) };
  };
}
