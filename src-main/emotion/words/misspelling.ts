import type { Vocabulary } from '../../countedWords/vocabulary.ts';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
/** In shorter words one slip makes another word; in longer ones there are too many to try. */
const LENGTHS = { shortest: 4, longest: 20 };

/**
 * Whether a word that the vocabulary does not have is one of its words with one
 * slip: a letter left out, put in twice or too many, or two letters exchanged
 * ("emty", "lazzy", "wiat"). A letter in place of another does not count: by
 * that, words of one language often become those of another ("nicht", "night").
 */
export function isMisspelt(word: string, vocabulary: Vocabulary): boolean {
  const { length } = word;
  if (length < LENGTHS.shortest || length > LENGTHS.longest) return false;
  for (let at = 0; at <= length; at++) {
    const before = word.slice(0, at);
    const rest = word.slice(at);
    if (LETTERS.some((letter) => vocabulary.has(before + letter + rest))) return true;
    if (length > LENGTHS.shortest && vocabulary.has(before + rest.slice(1))) return true;
    if (rest.length >= 2 && vocabulary.has(before + rest[1]! + rest[0]! + rest.slice(2))) return true;
  }
  return false;
}
