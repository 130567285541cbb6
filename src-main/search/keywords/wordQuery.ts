/**
 * Folded words (letters and digits alone) as an FTS5 expression that asks for
 * all of them; with `isPrefix` the last may go on. No sign of a text gets into
 * it, so no operator can. One letter alone is not gone on from: half of the
 * catalogue would match. Null for no words.
 */
export function allOf(words: readonly string[], isPrefix: boolean): string | null {
  if (words.length === 0) return null;
  return words
    .map((word, at) => (isPrefix && at === words.length - 1 && word.length > 1 ? `"${word}"*` : `"${word}"`))
    .join(' AND ');
}

/** The same for any of them. */
export function anyOf(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.map((word) => `"${word}"`).join(' OR ');
}

/** The words in this order, in one column of the index. */
export function phraseIn(
  column: 'title' | 'artist' | 'album' | 'genre',
  words: readonly string[],
): string | null {
  return words.length === 0 ? null : `{${column}} : "${words.join(' ')}"`;
}
