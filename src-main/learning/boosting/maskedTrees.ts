import type { BoostedModel } from './boostedModel.ts';

/** Leaves that a tree may have: one bit each. */
const MOST_LEAVES = 32;

/**
 * The trees of a model as QuickScorer (Lucchese et al., SIGIR 2015) looks at
 * them: all cuts of one feature side by side, in ascending order. A row goes
 * right at every cut below its value, which takes the leaves on the left away
 * from the cut's tree; the first leaf that is left is where it ends. No walk
 * and hardly a branch that is hard to foretell.
 */
export type MaskedTrees = {
  /** Adds the sum of the trees to `margins`, for rows `from … until − 1` of `x`. */
  add(margins: Float64Array, x: Float64Array, from: number, until: number): void;
};

/** The masks of a model; null where a tree has more leaves than a mask has bits. */
export function maskTrees(model: BoostedModel): MaskedTrees | null {
  const cuts: { feature: number; threshold: number; tree: number; mask: number; unknownLeft: boolean }[] = [];
  const values: number[] = [];
  const firstLeaf: number[] = [];

  /** Numbers the leaves below a node from left to right; returns how many the tree has then. */
  function visit(tree: number, node: number, leaves: number): number {
    const feature = model.feature[node]!;
    if (feature < 0) {
      values.push(model.value[node]!);
      return leaves + 1;
    }
    const left = model.left[node]!;
    const middle = visit(tree, left, leaves);
    const end = visit(tree, left + 1, middle);
    if (end > MOST_LEAVES) return end;
    // The bits of the leaves on the left, from `leaves` to `middle − 1`, are taken away.
    const mask = ~((((1 << (middle - leaves)) - 1) << leaves) | 0);
    cuts.push({
      feature,
      threshold: model.threshold[node]!,
      tree,
      mask,
      unknownLeft: model.unknownLeft[node] === 1,
    });
    return end;
  }

  for (const [tree, root] of model.roots.entries()) {
    firstLeaf.push(values.length);
    if (visit(tree, root, 0) > MOST_LEAVES) return null;
  }
  cuts.sort((a, b) => a.feature - b.feature || a.threshold - b.threshold);
  return scorer(model.features, cuts, Float64Array.from(values), Int32Array.from(firstLeaf));
}

type Cut = {
  readonly feature: number;
  readonly threshold: number;
  readonly tree: number;
  readonly mask: number;
  readonly unknownLeft: boolean;
};

function scorer(
  features: number,
  cuts: readonly Cut[],
  values: Float64Array,
  firstLeaf: Int32Array,
): MaskedTrees {
  const trees = firstLeaf.length;
  const thresholds = Float64Array.from(cuts, ({ threshold }) => threshold);
  const tree = Uint16Array.from(cuts, (cut) => cut.tree);
  const mask = Int32Array.from(cuts, (cut) => cut.mask);
  const goesRight = Uint8Array.from(cuts, ({ unknownLeft }) => (unknownLeft ? 0 : 1));
  const starts = Int32Array.from({ length: features + 1 }, (_, feature) => {
    const at = cuts.findIndex((cut) => cut.feature >= feature);
    return at < 0 ? cuts.length : at;
  });
  const left = new Int32Array(trees);

  return {
    add(margins, x, from, until) {
      for (let row = from; row < until; row++) {
        left.fill(-1);
        for (let feature = 0, at = row * features; feature < features; feature++, at++) {
          const value = x[at]!;
          const end = starts[feature + 1]!;
          let cut = starts[feature]!;
          if (value === value) {
            for (; cut < end && thresholds[cut]! < value; cut++) left[tree[cut]!]! &= mask[cut]!;
          } else {
            for (; cut < end; cut++) if (goesRight[cut] === 1) left[tree[cut]!]! &= mask[cut]!;
          }
        }
        let sum = margins[row]!;
        for (let own = 0; own < trees; own++) {
          const bits = left[own]!;
          sum += values[firstLeaf[own]! + 31 - Math.clz32(bits & -bits)]!;
        }
        margins[row] = sum;
      }
    },
  };
}
