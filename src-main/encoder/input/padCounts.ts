import type { EncodedText } from '../../countedWords/vocabulary.ts';

/** Counted features as a graph takes them: row-major [rows, length], padded with id 0 counted 0 times. */
export type PaddedCounts = {
  readonly length: number;
  readonly ids: BigInt64Array;
  readonly counts: Float32Array;
};

/** Pads at the end to the most features of one text (at least 1). */
export function padCounts(texts: readonly EncodedText[]): PaddedCounts {
  const length = texts.reduce((most, { ids }) => Math.max(most, ids.length), 1);
  const ids = new BigInt64Array(texts.length * length);
  const counts = new Float32Array(texts.length * length);
  texts.forEach((text, row) => {
    text.ids.forEach((id, at) => {
      ids[row * length + at] = BigInt(id);
    });
    counts.set(text.counts, row * length);
  });
  return { length, ids, counts };
}
