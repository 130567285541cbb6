import type { SearchMode } from '../../src-preload/contract.ts';
import { rowOf } from '../recommend/rowOf.ts';
import type { Lists } from './answerQuery.ts';
import type { ScoreTerm } from './columns/scoreRows.ts';
import type { SearchColumns } from './columns/searchColumns.ts';
import { fuse, type RankedList } from './fuse.ts';

/** A song that was found, with its place's worth. */
export type Hit = { readonly id: number; readonly row: number; readonly score: number };

/** Set on the development queries of the evaluation. */
export const WEIGHTS = {
  /** Of sound, where the whole query was understood as such; less where less was. */
  sound: 2.2,
  /** Of names, where nothing was understood as sound. */
  named: 1.4,
  tfidf: 0.7,
  meant: 0.7,
  /** What names, TF-IDF and meaning still count where everything was understood as sound. */
  rest: 0.08,
  meantRest: 0.35,
  /** What names count of that, and meaning, where a query describes songs. */
  namedWhereDescribed: 0.3,
  meantWhereDescribed: 2,
  /** How much a song falls behind for each wish about sound that it misses. */
  missed: 2,
} as const;

/** The whole query as a title comes first, whatever else was found; where it may as well be meant as sound, only the best known few do. */
const TITLE_FIRST = 1;
const TITLES_BESIDE_SOUND = 2;
const ARTIST_FIRST = 0.5;

/**
 * Fuses the lists into one of at most `limit`. How much of the query was
 * understood as sound decides between sound and names, and how much a song falls
 * behind that was found otherwise and misses what is asked of sound. Of versions of one song
 * the best stays, unless it was looked for by name.
 */
export function mergeLists(found: {
  readonly lists: Lists;
  /** What is asked of sound, with the popularity last. */
  readonly terms: readonly ScoreTerm[];
  /** How much of the query was understood as sound, 0–1. */
  readonly coverage: number;
  readonly columns: SearchColumns;
  readonly isDescribing: boolean;
  readonly mode: SearchMode;
  readonly limit: number;
}): Hit[] {
  const { lists, coverage, columns, isDescribing, mode, limit } = found;
  const isFused = mode === 'fused';
  const names = (weight: number, rest: number) => weight * (1 - coverage) + rest * coverage;
  const [named, meant] = isDescribing ? [WEIGHTS.namedWhereDescribed, WEIGHTS.meantWhereDescribed] : [1, 1];
  const ranked: RankedList[] = [
    { ids: lists.sound, weight: isFused ? WEIGHTS.sound * Math.max(0.15, coverage) : 1 },
    { ids: lists.named.ids, weight: isFused ? names(WEIGHTS.named * named, WEIGHTS.rest) : 1 },
    { ids: lists.tfidf.ids, weight: isFused ? names(WEIGHTS.tfidf * named, WEIGHTS.rest) : 1 },
    { ids: lists.meant.ids, weight: isFused ? names(WEIGHTS.meant * meant, WEIGHTS.meantRest) : 1 },
    ...(isFused ? firsts(lists, coverage) : []),
  ];
  const { view } = columns;
  const firstOnes = new Set(isFused ? firsts(lists, coverage).flatMap(({ ids }) => ids) : []);
  const costOf = createCostOf(found.terms.slice(0, -1));
  const fused = fuse(ranked, Infinity)
    .map(({ id, score }) => {
      const row = rowOf(view, id);
      const isExempt = row < 0 || !isFused || firstOnes.has(id);
      return { id, row, score: isExempt ? score : score * Math.exp(WEIGHTS.missed * coverage * costOf(row)) };
    })
    .sort((a, b) => b.score - a.score || a.id - b.id);

  const seen = new Set<number>();
  const hits: Hit[] = [];
  for (const { id, row, score } of fused) {
    // It left the catalogue since the index was made.
    if (row < 0) continue;
    const isNamed = lists.named.titled.has(id) || lists.named.byArtist.has(id);
    if (isFused && !isNamed && seen.has(view.song[row]!)) continue;
    seen.add(view.song[row]!);
    hits.push({ id, row, score });
    if (hits.length === limit) break;
  }
  return hits;
}

/** What a row costs by terms, 0 at best. */
function createCostOf(terms: readonly ScoreTerm[]): (row: number) => number {
  return (row) => {
    let sum = 0;
    for (const { column, costs } of terms) sum += costs[column[row]!]!;
    return sum;
  };
}

/** Titles and artists that are called exactly so, as lists whose weight puts them before all else. */
function firsts({ named }: Lists, coverage: number): RankedList[] {
  const titled = named.ids.filter((id) => named.titled.has(id));
  const few = coverage > 0.5 ? titled.slice(0, TITLES_BESIDE_SOUND) : titled;
  const byArtist = coverage > 0.5 ? [] : named.ids.filter((id) => named.byArtist.has(id));
  return [
    { ids: few, weight: TITLE_FIRST * 60 },
    { ids: byArtist, weight: ARTIST_FIRST * 60 },
  ];
}
