import type { Examples } from './examples.ts';

/** Mean and standard deviation of each feature among what was learned from. Plain JSON. */
export type Standards = { readonly means: readonly number[]; readonly deviations: readonly number[] };

/** Less than this share of its size is rounding and no difference: a unit of it must not weigh like one. */
const ROUNDING = 1e-9;

/** The standards of examples; unknown values are not counted, and what varies by no more than rounding does not vary. */
export function standardsOf({ rows, features, x }: Examples): Standards {
  const means: number[] = [];
  const deviations: number[] = [];
  for (let f = 0; f < features; f++) {
    let known = 0;
    let mean = 0;
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const value = x[row * features + f]!;
      if (Number.isNaN(value)) continue;
      // Welford's update: exact enough whatever the scale.
      known++;
      const gap = value - mean;
      mean += gap / known;
      squares += gap * (value - mean);
    }
    means.push(mean);
    const deviation = known > 0 ? Math.sqrt(squares / known) : 0;
    deviations.push(deviation > ROUNDING * Math.abs(mean) ? deviation : 0);
  }
  return { means, deviations };
}

/** Rows in units of standard deviations from the mean; unknown, and whatever never changed, is the mean. */
export function standardise({ means, deviations }: Standards, x: ArrayLike<number>): Float64Array {
  const features = means.length;
  return Float64Array.from({ length: x.length }, (_, at) =>
    standardised(x[at]!, means[at % features]!, deviations[at % features]!),
  );
}

/** One value in units of standard deviations from the mean. */
export function standardised(value: number, mean: number, deviation: number): number {
  return Number.isNaN(value) || deviation === 0 ? 0 : (value - mean) / deviation;
}
