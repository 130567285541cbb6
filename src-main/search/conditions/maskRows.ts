import type { SearchColumns } from '../columns/searchColumns.ts';
import type { KeywordIndex } from '../keywords/createKeywordIndex.ts';
import { rowsNamed } from '../keywords/rowsNamed.ts';
import { phraseIn } from '../keywords/wordQuery.ts';
import type { FeatureLevels } from '../understanding/featureLevels.ts';
import { foldWords } from '../understanding/foldWords.ts';
import type { GenreNames } from '../understanding/genreNames.ts';
import type { Condition } from './condition.ts';
import { explicitFilter, type Filter, rangeFilter, rowsFilter } from './createFilter.ts';

/** What conditions are held against. */
export type MaskSources = {
  readonly columns: SearchColumns;
  readonly levels: FeatureLevels;
  readonly genres: GenreNames;
  readonly keywords: KeywordIndex;
};

/** A byte a row, 1 where every one of the conditions holds; null where there are none. Of several names or genres in one condition any will do. */
export async function maskRows(
  conditions: readonly Condition[],
  sources: MaskSources,
): Promise<Uint8Array | null> {
  if (conditions.length === 0) return null;
  const mask = new Uint8Array(sources.columns.view.size).fill(1);
  for (const condition of conditions) (await filterOf(condition, sources))(mask);
  return mask;
}

async function filterOf({ demand, isNegated }: Condition, sources: MaskSources): Promise<Filter> {
  const { columns, levels, genres, keywords } = sources;
  switch (demand.kind) {
    case 'range':
      return rangeFilter(columns, demand.dimension, demand, isNegated);
    case 'level':
      return rangeFilter(
        columns,
        demand.dimension,
        belowEdge(levels.boundsOf(demand.dimension, demand.level)),
        isNegated,
      );
    case 'genre': {
      const ids = new Set(demand.names.flatMap((name) => genres.idsOf(name)));
      return rowsFilter(
        [...ids].map((id) => columns.rowsOfGenre(id)),
        isNegated,
      );
    }
    case 'name': {
      const found: number[][] = [];
      for (const name of demand.names) {
        const words = foldWords(name).map(({ word }) => word);
        found.push(await rowsNamed(keywords, phraseIn(demand.field, words), columns.view));
      }
      return rowsFilter(found, isNegated);
    }
    case 'explicit':
      return explicitFilter(columns, demand.is !== isNegated);
  }
}

/** A label reaches up to its edge, which belongs to the next one. */
function belowEdge({ min, max }: { min: number; max: number }): { min: number; max: number } {
  return { min, max: max === Infinity ? max : max - Math.max(1e-5, Math.abs(max) * 1e-5) };
}
