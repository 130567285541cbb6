import type { SearchCondition, TextTemplate } from '../../src-preload/contract.ts';
import type { SearchColumns } from './columns/searchColumns.ts';
import type { Condition } from './conditions/condition.ts';
import { allowedRows } from './conditions/allowedRows.ts';
import { rangeFilter, rowsFilter } from './conditions/createFilter.ts';
import { maskRows } from './conditions/maskRows.ts';
import type { KeywordIndex } from './keywords/createKeywordIndex.ts';
import { rowsNamed } from './keywords/rowsNamed.ts';
import { allOf } from './keywords/wordQuery.ts';
import type { MatchRows } from './matchRows.ts';
import { type QueryReading, sayCondition, type Understanding } from './understanding/createUnderstanding.ts';
import type { GenreNames } from './understanding/genreNames.ts';

const STILL_READING = 'The names of the catalogue are still being read: some songs may be missing.';

/**
 * Makes the function that the table filters by. All conditions hold, also those
 * in words. What is left are names: every word stands in title, artist, album
 * or genre, the last one perhaps as a beginning. Where nothing is named so, the
 * words are taken for sound, and every range and genre that they ask for holds.
 */
export function createMatchRows(options: {
  readonly columns: () => Promise<SearchColumns>;
  readonly keywords: KeywordIndex;
  readonly understanding: Understanding;
  readonly features: () => TextTemplate['features'];
  readonly genres: () => GenreNames;
}): MatchRows {
  const { keywords, understanding } = options;

  return async (text) => {
    const columns = await options.columns();
    const { view } = columns;
    const genres = options.genres();
    const reading = understanding.read(text, options.features(), genres);
    const { levels } = reading;
    const mask =
      (await maskRows(reading.conditions, { columns, levels, genres, keywords })) ??
      new Uint8Array(view.size).fill(1);

    const conditions = reading.conditions.map(toSearchCondition);
    const expression = allOf(reading.allWords, true);
    if (expression !== null) {
      const named = await rowsNamed(keywords, expression, view);
      if (named.length > 0) rowsFilter([named], false)(mask);
      else if (!filterBySound(mask, reading, columns)) mask.fill(0);
      else conditions.push(...soundConditions(reading));
    }
    const isAll = expression === null && reading.conditions.length === 0;
    return {
      view,
      rows: isAll ? null : allowedRows(mask).rows,
      conditions: conditions.sort((a, b) => a.from - b.from),
      notice: keywords.isWhole() ? null : STILL_READING,
    };
  };
}

/** Takes out what does not sound as asked; false where some word asks for nothing. */
function filterBySound(mask: Uint8Array, reading: QueryReading, columns: SearchColumns): boolean {
  const { understood, unknown } = reading;
  if (understood.length === 0 || unknown.length > 0) return false;
  for (const { targets, genres, isNegated: isTurned } of understood) {
    // Of what is not wanted the first target says so; the opposite is only liked better.
    for (const { dimension, bounds } of isTurned ? targets.slice(0, 1) : targets)
      rangeFilter(columns, dimension, bounds, false)(mask);
    for (const { genreIds, isNegated } of genres) {
      rowsFilter(
        genreIds.map((id) => columns.rowsOfGenre(id)),
        isNegated,
      )(mask);
    }
  }
  return true;
}

/** A condition as it goes over the wire. */
export function toSearchCondition(condition: Condition): SearchCondition {
  const { from, until, isStrict } = condition;
  return { text: sayCondition(condition), isStrict, from, until };
}

/** What was understood as sound, as it goes over the wire. */
export function soundConditions({ understood }: Pick<QueryReading, 'understood'>): SearchCondition[] {
  return understood.map(({ say, from, until }) => ({ text: say, isStrict: false, from, until }));
}
