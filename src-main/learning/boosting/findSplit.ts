import type { Bins } from './bins.ts';
import type { Histogram } from './histogram.ts';

/** The sums over the rows of a node. */
export type NodeSums = { readonly gradient: number; readonly curvature: number; readonly rows: number };

/** A cut of a node in two: rows whose bin is `bin` or less go left, the rest right, unknown where it gains more. */
export type Split = {
  readonly feature: number;
  readonly bin: number;
  readonly isUnknownLeft: boolean;
  /** By how much the loss falls (second order), twice. */
  readonly gain: number;
  readonly left: NodeSums;
  readonly right: NodeSums;
};

export type SplitLimits = {
  /** L2 penalty on the values of leaves. */
  readonly penalty: number;
  /** Rows of a leaf at least. */
  readonly leafRows: number;
  /** Curvature of a leaf at least: keeps away leaves that are all but certain. */
  readonly leafCurvature: number;
};

/**
 * The cut that lowers the loss most: G²/(H + λ) summed over both sides, less
 * that of the node (Chen and Guestrin 2016, eq. 7). Null where none lowers it.
 * Of equal cuts the first feature and the lowest bin is taken. `features` are
 * those to look at.
 */
export function findSplit(
  histogram: Histogram,
  { edges, stride }: Bins,
  node: NodeSums,
  features: ArrayLike<number>,
  { penalty, leafRows, leafCurvature }: SplitLimits,
): Split | null {
  const { gradient: G, curvature: H, rows: N } = node;
  const own = (G * G) / (H + penalty);
  let best = 1e-12;
  let feature = -1;
  let bin = 0;
  let isUnknownLeft = false;
  let left = node;

  for (let at = 0; at < features.length; at++) {
    const candidate = features[at]!;
    const first = candidate * stride * 3;
    const cuts = edges[candidate]!.length;
    const unknown = first + (stride - 1) * 3;
    const sides = histogram[unknown + 2]! > 0 ? 2 : 1;
    for (let side = 0; side < sides; side++) {
      let g = side === 1 ? histogram[unknown]! : 0;
      let h = side === 1 ? histogram[unknown + 1]! : 0;
      let n = side === 1 ? histogram[unknown + 2]! : 0;
      for (let cut = 0, place = first; cut < cuts; cut++, place += 3) {
        const here = histogram[place + 2]!;
        if (here === 0) continue;
        g += histogram[place]!;
        h += histogram[place + 1]!;
        n += here;
        if (n < leafRows || h < leafCurvature) continue;
        const rest = H - h;
        if (N - n < leafRows || rest < leafCurvature) break;
        const other = G - g;
        const gain = (g * g) / (h + penalty) + (other * other) / (rest + penalty) - own;
        if (gain > best) {
          best = gain;
          feature = candidate;
          bin = cut;
          isUnknownLeft = side === 1;
          left = { gradient: g, curvature: h, rows: n };
        }
      }
    }
  }
  if (feature < 0) return null;
  const right = { gradient: G - left.gradient, curvature: H - left.curvature, rows: N - left.rows };
  return { feature, bin, isUnknownLeft, gain: best, left, right };
}
