/**
 * Groups sequences into batches of similar length, so that little is padding:
 * each batch holds at most `cells` tokens with its padding (or one sequence,
 * when that alone is longer). Returns indexes into `lengths`, shortest
 * sequences first; equal lengths keep their order.
 */
export function batchByLength(lengths: readonly number[], cells: number): number[][] {
  if (!(cells > 0)) throw new RangeError(`cells must be positive, not ${cells}`);
  const order = lengths.map((_, index) => index).sort((a, b) => lengths[a]! - lengths[b]! || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of order) {
    if (batch.length > 0 && (batch.length + 1) * lengths[index]! > cells) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
