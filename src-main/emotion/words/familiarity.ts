import { isMisspelt } from './misspelling.ts';
import type { Vocabulary } from '../../countedWords/vocabulary.ts';

/** As many words are looked at for slips; a text of more unknown ones is in another language. */
const MAX_MISSPELT = 100;

const LETTER = /\p{L}/gu;
const WORD = /^~?[a-z0-9]/;

/**
 * The share of a text's letters that belong to words of the vocabulary, from 0
 * to 1: above .8 for most English texts, below .4 for other languages, 0 for other
 * scripts. 1 for a text without letters. With `forgivesSlips` misspelt words
 * count as known.
 */
export function familiarity(
  text: string,
  tokens: readonly (string | null)[],
  vocabulary: Vocabulary,
  forgivesSlips = false,
): number {
  const letters = text.match(LETTER)?.length ?? 0;
  if (letters === 0) return 1;
  let known = 0;
  let slips = 0;
  for (const token of tokens) {
    if (token === null || !WORD.test(token)) continue;
    const word = token.replace('~', '');
    const isKnown =
      vocabulary.has(word) || (forgivesSlips && slips++ < MAX_MISSPELT && isMisspelt(word, vocabulary));
    if (isKnown) known += word.length;
  }
  return Math.min(1, known / letters);
}
