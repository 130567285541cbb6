/** Sequences of tokens as a model takes them: row-major [rows, length], 1 in the mask where there is text. */
export type PaddedBatch = {
  readonly rows: number;
  readonly length: number;
  readonly ids: BigInt64Array;
  readonly mask: BigInt64Array;
};

/** Pads at the end to the longest of the sequences (at least 1). */
export function padBatch(sequences: readonly (readonly number[])[], padId: number): PaddedBatch {
  const length = sequences.reduce((longest, { length: own }) => Math.max(longest, own), 1);
  const ids = new BigInt64Array(sequences.length * length).fill(BigInt(padId));
  const mask = new BigInt64Array(sequences.length * length);
  sequences.forEach((sequence, row) => {
    sequence.forEach((id, at) => {
      ids[row * length + at] = BigInt(id);
      mask[row * length + at] = 1n;
    });
  });
  return { rows: sequences.length, length, ids, mask };
}
