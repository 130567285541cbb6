import { setImmediate } from 'node:timers/promises';

import type { CatalogueView } from '../../recommend/catalogueView.ts';
import { rowOf } from '../../recommend/rowOf.ts';
import type { KeywordIndex } from './createKeywordIndex.ts';

/** Places read between two turns of the event loop: some 3 ms. */
const PAGE = 4000;

/** All rows that match an FTS5 expression, in no order; lets others work between pages. */
export async function rowsNamed(
  keywords: KeywordIndex,
  expression: string | null,
  view: CatalogueView,
): Promise<number[]> {
  const rows: number[] = [];
  let after = -1;
  while (expression !== null) {
    const seen = after;
    const page = keywords.ask((queries) => queries.page(expression, seen, PAGE)) ?? [];
    for (const { id } of page) {
      const row = rowOf(view, id);
      if (row >= 0) rows.push(row);
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!.place;
    await setImmediate();
  }
  return rows;
}
