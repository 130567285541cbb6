import { mean } from './mean.ts';

/** A figure with the interval that 95 of 100 such figures would fall in. */
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
  return bootstrap(values, mean, random);
}

/** The same of any figure that many items come to together. */
export function bootstrap<T>(
  items: readonly T[],
  figureOf: (items: readonly T[]) => number,
  random: () => number,
): Interval {
  if (items.length === 0) return { mean: NaN, low: NaN, high: NaN, n: 0 };
  const figures = Float64Array.from({ length: DRAWS }, () =>
    figureOf(items.map(() => items[Math.floor(random() * items.length)]!)),
  ).sort();
  return {
    mean: figureOf(items),
    low: figures[Math.floor(DRAWS * 0.025)]!,
    high: figures[Math.ceil(DRAWS * 0.975) - 1]!,
    n: items.length,
  };
}
