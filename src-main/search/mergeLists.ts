import type { SearchMode } from '../../src-preload/contract.ts';
import { rowOf } from '../recommend/rowOf.ts';
import type { Lists } from './answerQuery.ts';
import type { SearchColumns } from './columns/searchColumns.ts';
import { fuse, type RankedList } from './fuse.ts';
import type { Wanted } from './readWanted.ts';

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
} as const;

/** The whole query as a title comes first, whatever else was found; where it may as well be meant as sound, only the best known few do. */
const TITLE_FIRST = 1;
const TITLES_BESIDE_SOUND = 2;
const ARTIST_FIRST = 0.5;

/**
 * Fuses the lists into one of at most `limit`. How much of the query was
 * understood as sound decides between sound and names. Of versions of one song
 * the best stays, unless it was looked for by name.
 */
export function mergeLists(
  lists: Lists,
  wanted: Wanted,
  columns: SearchColumns,
  mode: SearchMode,
  limit: number,
): Hit[] {
  const { coverage } = wanted;
  const names = (weight: number, rest: number) => weight * (1 - coverage) + rest * coverage;
  const isFused = mode === 'fused';
  const ranked: RankedList[] = [
    { ids: lists.sound, weight: isFused ? WEIGHTS.sound * Math.max(0.15, coverage) : 1 },
    { ids: lists.named.ids, weight: isFused ? names(WEIGHTS.named, WEIGHTS.rest) : 1 },
    { ids: lists.tfidf.ids, weight: isFused ? names(WEIGHTS.tfidf, WEIGHTS.rest) : 1 },
    { ids: lists.meant.ids, weight: isFused ? names(WEIGHTS.meant, WEIGHTS.meantRest) : 1 },
    ...(isFused ? firsts(lists, coverage) : []),
  ];
  const fused = fuse(ranked, limit * 4);

  const { view } = columns;
  const seen = new Set<number>();
  const hits: Hit[] = [];
  for (const { id, score } of fused) {
    const row = rowOf(view, id);
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
