import { mean } from './measures.ts';

/** A mean with the interval that 95 of 100 such means would fall in. */
export type Interval = {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
};

const DRAWS = 2000;

/**
 * The mean of values with its 95 % percentile interval over resamplings
 * (Efron 1979). Give it differences of pairs to compare two things that were
 * tried on the same listeners. NaN where there is no value.
 */
export function bootstrapMean(values: readonly number[], random: () => number): Interval {
  if (values.length === 0) return { mean: NaN, low: NaN, high: NaN, n: 0 };
  const means = Float64Array.from({ length: DRAWS }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw++) sum += values[Math.floor(random() * values.length)]!;
    return sum / values.length;
  }).sort();
  return {
    mean: mean(values),
    low: means[Math.floor(DRAWS * 0.025)]!,
    high: means[Math.ceil(DRAWS * 0.975) - 1]!,
    n: values.length,
  };
}
