import type { Vocabulary } from './vocabulary.ts';

const LETTER = /\p{L}/gu;
const WORD = /^~?[a-z0-9]/;

/**
 * The share of a text's letters that belong to words of the vocabulary, from 0
 * to 1: above .8 for most English texts, below .4 for other languages, 0 for other
 * scripts. 1 for a text without letters.
 */
export function familiarity(
  text: string,
  tokens: readonly (string | null)[],
  vocabulary: Vocabulary,
): number {
  const letters = text.match(LETTER)?.length ?? 0;
  if (letters === 0) return 1;
  let known = 0;
  for (const token of tokens) {
    if (token === null || !WORD.test(token)) continue;
    const word = token.replace('~', '');
    if (vocabulary.has(word)) known += word.length;
  }
  return Math.min(1, known / letters);
}
