import type { AudioWords } from './audioWords.ts';
import type { WordMeanings } from './wordMeanings.ts';

/** Guesses by what was learned of words beforehand. */
export function createWordMeanings(_words: AudioWords): WordMeanings {
  return { guess: async () => [] };
}
