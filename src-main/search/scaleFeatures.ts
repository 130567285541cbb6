import { setImmediate } from 'node:timers/promises';

import { type CatalogueView, FEATURES } from '../recommend/catalogueView.ts';

/** The features of a catalogue as standard scores, one signed byte each. */
export type ScaledFeatures = {
  /** Whether nothing is known of a row. */
  isUnknown(row: number): boolean;
  /** How far two rows are apart in a feature, in standard deviations; Infinity where either is unknown. */
  gap(one: number, other: number, column: number): number;
  /** Calls `take` with each row's cosine to a row, from −1 to 1; each feature counts by its weight, all alike for null. */
  eachCosine(
    row: number,
    weights: readonly number[] | null,
    take: (row: number, cosine: number) => void,
  ): void;
};

const WIDTH = FEATURES.length;
/** A standard score of 4 fills the byte. */
const STEPS_A_DEVIATION = 31;
const LAST = 124;
const UNKNOWN = -128;
const ROWS_A_TURN = 50_000;
const TEMPO = FEATURES.indexOf('tempo');

/** Mean and standard deviation over known values; an unknown value stands at the mean (0). Lets others work between parts. */
export async function scaleFeatures({ features, size }: CatalogueView): Promise<ScaledFeatures> {
  const sums = new Float64Array(WIDTH);
  const squares = new Float64Array(WIDTH);
  const counts = new Float64Array(WIDTH);
  const valueAt = (at: number): number => {
    const value = features[at]!;
    return at % WIDTH === TEMPO && value <= 0 ? NaN : value;
  };
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const value = valueAt(row * WIDTH + column);
      if (Number.isNaN(value)) continue;
      sums[column]! += value;
      squares[column]! += value * value;
      counts[column]!++;
    }
    if (row % ROWS_A_TURN === ROWS_A_TURN - 1) await setImmediate();
  }
  const means = sums.map((sum, column) => sum / Math.max(1, counts[column]!));
  const deviations = squares.map((square, column) =>
    Math.sqrt(Math.max(1e-12, square / Math.max(1, counts[column]!) - means[column]! ** 2)),
  );

  const steps = new Int8Array(size * WIDTH);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const value = valueAt(row * WIDTH + column);
      const step = Math.round(((value - means[column]!) / deviations[column]!) * STEPS_A_DEVIATION);
      steps[row * WIDTH + column] = Number.isNaN(value) ? UNKNOWN : Math.max(-LAST, Math.min(LAST, step));
    }
    if (row % ROWS_A_TURN === ROWS_A_TURN - 1) await setImmediate();
  }
  const known = (at: number): number => (steps[at] === UNKNOWN ? 0 : steps[at]!);

  return {
    isUnknown: (row) => steps.subarray(row * WIDTH, (row + 1) * WIDTH).every((step) => step === UNKNOWN),
    gap(one, other, column) {
      const [a, b] = [steps[one * WIDTH + column]!, steps[other * WIDTH + column]!];
      return a === UNKNOWN || b === UNKNOWN ? Infinity : Math.abs(a - b) / STEPS_A_DEVIATION;
    },
    eachCosine(row, weights, take) {
      const squared = Float64Array.from({ length: WIDTH }, (_, column) => (weights?.[column] ?? 1) ** 2);
      const query = Float64Array.from({ length: WIDTH }, (_, column) => known(row * WIDTH + column));
      const queryNorm = Math.sqrt(
        query.reduce((sum, value, column) => sum + squared[column]! * value ** 2, 0),
      );
      for (let other = 0, at = 0; other < size; other++) {
        let product = 0;
        let norm = 0;
        for (let column = 0; column < WIDTH; column++, at++) {
          const step = steps[at]!;
          const value = step === UNKNOWN ? 0 : step;
          const weighed = squared[column]! * value;
          product += weighed * query[column]!;
          norm += weighed * value;
        }
        const length = Math.sqrt(norm) * queryNorm;
        take(other, length === 0 ? 0 : product / length);
      }
    },
  };
}
