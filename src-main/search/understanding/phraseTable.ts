/** What a run of words stands for. */
export type PhraseTable<T> = {
  /** The longest phrase that starts at `at`, with how many words it has; null for none. */
  longest(words: readonly string[], at: number): { readonly value: T; readonly length: number } | null;
  /** The phrases themselves. */
  entries(): Iterable<readonly [phrase: string, value: T]>;
};

/** Phrases of folded words parted by one space. Where one stands twice the first counts. A word also matches with an "s" at its end. */
export function createPhraseTable<T>(entries: Iterable<readonly [phrase: string, value: T]>): PhraseTable<T> {
  const table = new Map<string, T>();
  let most = 0;
  for (const [phrase, value] of entries) {
    if (!table.has(phrase)) table.set(phrase, value);
    most = Math.max(most, phrase.split(' ').length);
  }
  return {
    longest(words, at) {
      for (let length = Math.min(most, words.length - at); length > 0; length--) {
        const phrase = words.slice(at, at + length).join(' ');
        const value =
          table.get(phrase) ?? (phrase.endsWith('s') ? table.get(phrase.slice(0, -1)) : undefined);
        if (value !== undefined) return { value, length };
      }
      return null;
    },
    entries: () => table,
  };
}
