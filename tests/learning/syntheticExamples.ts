import { type Examples, examplesOf } from '../../src-main/learning/examples.ts';
import { createRandom } from '../../src-main/recommend/random.ts';

/** Rows of uniform numbers in 0–1 whose label is 1 with the probability that `chance` gives. */
export function syntheticExamples(
  rows: number,
  features: number,
  seed: number,
  chance: (row: Float64Array) => number,
): Examples {
  const random = createRandom(seed);
  const x = Float64Array.from({ length: rows * features }, random);
  const y = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    y[row] = random() < chance(x.subarray(row * features, (row + 1) * features)) ? 1 : 0;
  }
  return examplesOf(x, y, features);
}

/** Liked where exactly one of the first two numbers is above a half: no single feature says anything. */
export function checkerboard([a, b]: Float64Array): number {
  return a! > 0.5 !== b! > 0.5 ? 1 : 0;
}
