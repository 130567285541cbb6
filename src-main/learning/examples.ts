/**
 * Labelled examples in rows: `rows` × `features` numbers, row-major, NaN where
 * unknown; `y` is 1 for what was liked and 0 for what was not; `weights` are
 * positive, 1 where none are given.
 */
export type Examples = {
  readonly rows: number;
  readonly features: number;
  readonly x: Float64Array;
  readonly y: Uint8Array;
  readonly weights: Float64Array;
};

/** Examples out of columns of values; throws a RangeError where their sizes do not belong together. */
export function examplesOf(
  x: Float64Array,
  y: Uint8Array,
  features: number,
  weights: Float64Array = new Float64Array(y.length).fill(1),
): Examples {
  const rows = y.length;
  if (x.length !== rows * features || weights.length !== rows) {
    throw new RangeError(
      `${rows} labels need ${rows * features} values and ${rows} weights, not ${x.length} and ${weights.length}`,
    );
  }
  return { rows, features, x, y, weights };
}

/** Some of the examples, in the order of `places`. */
export function pickExamples(examples: Examples, places: ArrayLike<number>): Examples {
  const { features } = examples;
  const x = new Float64Array(places.length * features);
  const y = new Uint8Array(places.length);
  const weights = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) {
    const row = places[at]!;
    x.set(examples.x.subarray(row * features, (row + 1) * features), at * features);
    y[at] = examples.y[row]!;
    weights[at] = examples.weights[row]!;
  }
  return { rows: places.length, features, x, y, weights };
}
