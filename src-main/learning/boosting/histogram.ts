/** Sums of a set of rows by feature and bin: gradient, curvature, number of rows, three numbers a place. */
export type Histogram = Float64Array;

/** What a tree is grown from: where each row's values lie (see `placeInBins`), and the loss around its margin. */
export type Gradients = {
  readonly features: number;
  readonly places: Uint16Array | Uint32Array;
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
};

/** Fills `histogram` with the sums over `rows[from … until − 1]`. */
export function fillHistogram(
  histogram: Histogram,
  { features, places, gradient, curvature }: Gradients,
  rows: Uint32Array,
  from: number,
  until: number,
): void {
  histogram.fill(0);
  for (let at = from; at < until; at++) {
    const row = rows[at]!;
    const g = gradient[row]!;
    const h = curvature[row]!;
    const end = (row + 1) * features;
    for (let value = row * features; value < end; value++) {
      const place = places[value]!;
      histogram[place]! += g;
      histogram[place + 1]! += h;
      histogram[place + 2]! += 1;
    }
  }
}

/** Turns the sums of a node into those of one child, given those of the other: a pass over bins and not over rows. */
export function subtractHistogram(whole: Histogram, part: Histogram): void {
  for (let at = 0; at < whole.length; at++) whole[at]! -= part[at]!;
}
