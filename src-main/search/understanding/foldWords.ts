import type { Span } from '../conditions/condition.ts';

/** One word of a text as it is compared: lower case, without accents, a letter or digit in it. */
export type FoldedWord = Span & { readonly word: string };

const words = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const marks = /\p{Mn}/gu;

/** The words of a text in order; signs part words, as the keyword index parts them. */
export function foldWords(text: string): FoldedWord[] {
  return Array.from(text.matchAll(words), ({ 0: word, index }) => ({
    word: foldWord(word),
    from: index,
    until: index + word.length,
  }));
}

/** One word without case and accents. */
export function foldWord(word: string): string {
  return word.normalize('NFKD').replace(marks, '').toLowerCase();
}
