import { createBest } from '../../recommend/topK.ts';

/** One column's part in a score: what each of the 256 steps costs, 0 at best and below otherwise. */
export type ScoreTerm = { readonly column: Uint8Array; readonly costs: Float32Array };

/** Rows that are scored together: their sums stay in the first-level cache. */
const BLOCK = 4096;

/**
 * The `k` rows with the highest sums of costs, best first, ties to the lower
 * row. Rows where `allowed` is 0 are left out. One pass over the columns that
 * have a part; nothing is allocated by the size of the catalogue.
 */
export function scoreRows(
  size: number,
  terms: readonly ScoreTerm[],
  allowed: Uint8Array | null,
  k: number,
): { readonly rows: Int32Array; readonly scores: Float64Array } {
  const best = createBest(Math.min(k, size));
  const sums = new Float32Array(BLOCK);
  const nothing: ScoreTerm = { column: new Uint8Array(BLOCK), costs: new Float32Array(256) };
  for (let from = 0; from < size; from += BLOCK) {
    const count = Math.min(BLOCK, size - from);
    sums.fill(0);
    // Three columns in one go: the sums are read and written a third as often.
    for (let at = 0; at < terms.length; at += 3) {
      addCosts(sums, from, count, terms[at]!, terms[at + 1] ?? nothing, terms[at + 2] ?? nothing);
    }
    let threshold = best.threshold();
    for (let at = 0; at < count; at++) {
      const sum = sums[at]!;
      if (sum <= threshold || (allowed !== null && allowed[from + at] === 0)) continue;
      best.offer(from + at, sum);
      threshold = best.threshold();
    }
  }
  return best.drain();
}

function addCosts(
  sums: Float32Array,
  from: number,
  count: number,
  { column: a, costs: costsOfA }: ScoreTerm,
  { column: b, costs: costsOfB }: ScoreTerm,
  { column: c, costs: costsOfC }: ScoreTerm,
): void {
  // A column that stands in for none is one block long.
  const fromB = b.length === BLOCK ? 0 : from;
  const fromC = c.length === BLOCK ? 0 : from;
  for (let at = 0; at < count; at++) {
    sums[at] = sums[at]! + costsOfA[a[from + at]!]! + costsOfB[b[fromB + at]!]! + costsOfC[c[fromC + at]!]!;
  }
}
