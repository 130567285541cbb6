import type { Examples } from '../examples.ts';

/**
 * How values become bins: a value's bin is the number of edges below it, so
 * that `value ≤ edges[bin]` and a cut after a bin is a cut at its edge. What is
 * unknown gets the bin after the last.
 */
export type Bins = {
  /** Ascending edges of each feature. */
  readonly edges: readonly Float64Array[];
  /** Places of one feature in a histogram: the bins of the finest feature, and one for unknown. */
  readonly stride: number;
};

/** Cuts each feature at up to `most` bins: between all values where they are few, otherwise at quantiles. */
export function fitBins({ rows, features, x }: Examples, most: number): Bins {
  const edges = Array.from({ length: features }, (_, feature) => {
    const values = new Float64Array(rows);
    let known = 0;
    for (let row = 0; row < rows; row++) {
      const value = x[row * features + feature]!;
      if (!Number.isNaN(value)) values[known++] = value;
    }
    return edgesOf(values.subarray(0, known).sort(), most);
  });
  return { edges, stride: Math.max(...edges.map(({ length }) => length + 1), 1) + 1 };
}

/** Where each value's bin lies in a histogram of three numbers a place: (feature · stride + bin) · 3, row-major. */
export function placeInBins(
  { rows, features, x }: Examples,
  { edges, stride }: Bins,
): Uint16Array | Uint32Array {
  const Places = features * stride * 3 <= 65_536 ? Uint16Array : Uint32Array;
  const places = new Places(rows * features);
  for (let feature = 0; feature < features; feature++) {
    const own = edges[feature]!;
    for (let row = 0; row < rows; row++) {
      const at = row * features + feature;
      const value = x[at]!;
      const bin = Number.isNaN(value) ? stride - 1 : edgesBelow(own, value);
      places[at] = (feature * stride + bin) * 3;
    }
  }
  return places;
}

/** Edges half-way between neighbouring values, so that a cut does not depend on which of them was drawn. */
function edgesOf(sorted: Float64Array, most: number): Float64Array {
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  if (distinct.length <= most) {
    return Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, at) =>
      between(distinct[at]!, distinct[at + 1]!),
    );
  }
  const edges: number[] = [];
  for (let cut = 1; cut < most; cut++) {
    const at = Math.round((cut * sorted.length) / most);
    const edge = between(sorted[at - 1]!, sorted[at]!);
    // Where a value is so frequent that it covers quantiles, the cut falls after it.
    if (edge > (edges.at(-1) ?? -Infinity) && edge < sorted.at(-1)!) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** A finite number in [a, b) for a < b, or a where they are equal. */
function between(a: number, b: number): number {
  if (a === -Infinity) return -Number.MAX_VALUE;
  const middle = a / 2 + b / 2;
  return middle >= a && middle < b ? middle : a;
}

function edgesBelow(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
