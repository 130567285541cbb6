import type { KeywordQueries } from '../../storage/keywords/keywordQueries.ts';
import { editDistance } from './editDistance.ts';

/** Candidates that are compared letter by letter. */
const MOST_CANDIDATES = 3000;
const SHORTEST = 4;

/**
 * The known words that a misspelt one may stand for, the nearest first, at
 * most three; none for short words. A slip leaves one end of a word as it was,
 * so candidates share its beginning or its end: trigrams find them.
 */
export function correctWord(queries: KeywordQueries, word: string): string[] {
  const letters = [...word];
  if (letters.length < SHORTEST) return [];
  const most = letters.length >= 8 ? 2 : 1;
  const half = Math.max(3, Math.floor(letters.length / 2));
  const pieces = [letters.slice(0, half).join(''), letters.slice(-half).join('')];
  // Two slips in a long word may hit both halves; then one of its thirds is whole.
  if (most === 2) {
    const third = Math.max(3, Math.floor(letters.length / 3));
    const middle = Math.floor((letters.length - third) / 2);
    pieces.push(letters.slice(middle, middle + third).join(''));
  }
  const expression = [...new Set(pieces)].map((piece) => `"${piece}"`).join(' OR ');
  return queries
    .termsWith(expression, MOST_CANDIDATES)
    .map((term) => ({ term, distance: editDistance(word, term, most) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || Number(b.term[0] === word[0]) - Number(a.term[0] === word[0]))
    .slice(0, 3)
    .map(({ term }) => term);
}
