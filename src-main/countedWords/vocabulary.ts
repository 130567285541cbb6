/** A text over a vocabulary: known features by ascending id, and how often each occurs. */
export type EncodedText = { readonly ids: readonly number[]; readonly counts: readonly number[] };

/** A model's features and their ids. */
export type Vocabulary = ReadonlyMap<string, number>;

/** The vocabulary in a file of one feature a line; the line's number, from 0, is the id. */
export function parseVocabulary(lines: string): Vocabulary {
  return new Map(
    lines
      .trimEnd()
      .split('\n')
      .map((feature, id) => [feature, id]),
  );
}

/** The features that the vocabulary has; the others are left out. */
export function encode(counted: ReadonlyMap<string, number>, vocabulary: Vocabulary): EncodedText {
  const known: [id: number, count: number][] = [];
  for (const [feature, count] of counted) {
    const id = vocabulary.get(feature);
    if (id !== undefined) known.push([id, count]);
  }
  known.sort(([a], [b]) => a - b);
  return { ids: known.map(([id]) => id), counts: known.map(([, count]) => count) };
}
