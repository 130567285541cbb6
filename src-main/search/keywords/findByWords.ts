import { cutFeatured } from '../../catalogue/names/cutFeatured.ts';
import type { KeywordQueries } from '../../storage/keywords/keywordQueries.ts';
import { correctWord } from './correctWord.ts';
import { titleKeyOf } from './followTracks.ts';
import { allOf, anyOf, phraseIn } from './wordQuery.ts';

/** What was found by names, the best first. */
export type NamedHits = {
  readonly ids: readonly number[];
  /** Tracks that bear the whole text as their title. */
  readonly titled: ReadonlySet<number>;
  /** Tracks of artists that are called so. */
  readonly byArtist: ReadonlySet<number>;
  /** Whether every word stands in the first of them. */
  readonly isWhole: boolean;
  /** The words that were looked for instead of unknown ones; null where none was corrected. */
  readonly corrected: string | null;
};

/** Hits of each kind that are looked at. */
const MOST_TITLED = 30;
const MOST_BY_ARTIST = 60;
const MOST = 100;
/** Words in more tracks than this are left to TF-IDF where single words are ranked: bm25 reads every track of each. */
const MOST_RANKED = 1000;
/** More words than these are no name. */
const MOST_WORDS = 24;
const MOST_CORRECTED = 3;
const ENOUGH = 10;

/**
 * Looks for names: the whole text as a title, as an artist, then all words in
 * title and artist, in any column, then some of the words by bm25. Each kind
 * by falling popularity. `words` are folded; `mayCorrect` says of which it makes
 * sense that they are misspelt. The last word may be a beginning. With
 * `isOnlyWhole` every word must stand in a name: no slips, no single words.
 */
export function findByWords(
  queries: KeywordQueries,
  text: string,
  words: readonly string[],
  mayCorrect: (word: string) => boolean,
  isOnlyWhole = false,
): NamedHits {
  const whole = words.slice(0, MOST_WORDS);
  const titled = queries.titled(titleKeyOf(cutFeatured(text.trim())), MOST_TITLED);
  const exact = find(queries, whole, isOnlyWhole);
  if (isOnlyWhole || exact.ids.length > 0 || titled.length > 0) return merge(titled, exact, null);

  const fixed = correct(queries, whole, mayCorrect);
  if (fixed) {
    const again = find(queries, fixed, false);
    const some = again.ids.length > 0 ? again : { ...again, ids: rankSome(queries, fixed) };
    if (some.ids.length > 0) return merge([], some, fixed.join(' '));
  }
  return merge([], { ids: rankSome(queries, whole), byArtist: [], isWhole: false }, null);
}

type Found = { readonly ids: number[]; readonly byArtist: number[]; readonly isWhole: boolean };

function find(queries: KeywordQueries, words: readonly string[], isOnlyWhole: boolean): Found {
  const all = allOf(words, true);
  if (all === null) return { ids: [], byArtist: [], isWhole: false };
  const byArtist = queries.matching(phraseIn('artist', words)!, MOST_BY_ARTIST);
  const named = queries.matching(`{title artist} : (${all})`, MOST);
  const anywhere = named.length < MOST ? queries.matching(all, MOST) : [];
  const ids = [...byArtist, ...named, ...anywhere];
  if (!isOnlyWhole && ids.length > 0 && ids.length < ENOUGH && words.length > 1) {
    return { ids: [...ids, ...rankSome(queries, words)], byArtist, isWhole: true };
  }
  return { ids, byArtist, isWhole: ids.length > 0 };
}

/** By bm25 over the words that are rare enough to be read through. */
function rankSome(queries: KeywordQueries, words: readonly string[]): number[] {
  const counted = [...new Set(words)]
    .map((word) => ({ word, tracks: queries.count(`"${word}"`, MOST_RANKED) }))
    .filter(({ tracks }) => tracks > 0 && tracks < MOST_RANKED)
    .sort((a, b) => a.tracks - b.tracks);
  let read = 0;
  const rare = counted.filter(({ tracks }) => (read += tracks) <= MOST_RANKED).map(({ word }) => word);
  const expression = anyOf(rare);
  return expression === null ? [] : queries.ranked(expression, MOST);
}

/** The words with those that stand nowhere replaced by what they may be; null where there is nothing to replace. */
function correct(
  queries: KeywordQueries,
  words: readonly string[],
  mayCorrect: (word: string) => boolean,
): string[] | null {
  let corrections = 0;
  const fixed = words.map((word) => {
    if (corrections >= MOST_CORRECTED || !mayCorrect(word) || queries.isAny(`"${word}"`)) return word;
    const [nearest] = correctWord(queries, word);
    if (nearest === undefined) return word;
    corrections++;
    return nearest;
  });
  return corrections > 0 ? fixed : null;
}

function merge(titled: readonly number[], found: Found, corrected: string | null): NamedHits {
  return {
    ids: [...new Set([...titled, ...found.ids])],
    titled: new Set(titled),
    byArtist: new Set(found.byArtist),
    isWhole: titled.length > 0 || found.isWhole,
    corrected,
  };
}
