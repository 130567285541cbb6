import type { Bins } from './bins.ts';
import { findSplit, type NodeSums, type Split, type SplitLimits } from './findSplit.ts';
import { fillHistogram, type Gradients, type Histogram, subtractHistogram } from './histogram.ts';

/** A node of a tree; its children stand next to each other, the left one first. */
export type TreeNode = {
  /** Null for a leaf. */
  split: Split | null;
  /** Place of the left child in the tree's list. */
  left: number;
  readonly sums: NodeSums;
};

/** A tree, its root first, and the rows that ended in each leaf: `order[from … until − 1]`. */
export type GrownTree = {
  readonly nodes: readonly TreeNode[];
  readonly leaves: readonly { readonly node: number; readonly from: number; readonly until: number }[];
};

export type TreeLimits = SplitLimits & {
  readonly leaves: number;
  /** Cuts from the root to a leaf at most. */
  readonly depth: number;
};

type Leaf = {
  readonly node: number;
  readonly from: number;
  readonly until: number;
  readonly depth: number;
  readonly histogram: Histogram;
  readonly split: Split | null;
};

/** Histograms that are no longer needed, to be filled again. */
export type HistogramPool = { take(): Histogram; give(histogram: Histogram): void };

/** A pool of histograms of one size. */
export function createHistogramPool(size: number): HistogramPool {
  const free: Histogram[] = [];
  return {
    take: () => free.pop() ?? new Float64Array(size),
    give: (histogram) => void free.push(histogram),
  };
}

/**
 * Grows one tree leaf by leaf, always cutting where the loss falls most.
 * `order` holds the rows to learn from and is put into the order of the leaves.
 * Only the smaller child of a cut is counted; the other is what remains.
 */
export function growTree(
  gradients: Gradients,
  bins: Bins,
  order: Uint32Array,
  features: ArrayLike<number>,
  limits: TreeLimits,
  pool: HistogramPool,
): GrownTree {
  const nodes: TreeNode[] = [];
  const scratch = new Uint32Array(order.length);
  const open: Leaf[] = [];
  const done: Leaf[] = [];

  function addLeaf(sums: NodeSums, from: number, until: number, depth: number, histogram: Histogram): void {
    const mayCut = depth < limits.depth && sums.rows >= 2 * limits.leafRows;
    const split = mayCut ? findSplit(histogram, bins, sums, features, limits) : null;
    const node = nodes.push({ split: null, left: -1, sums }) - 1;
    (split ? open : done).push({ node, from, until, depth, histogram, split });
  }

  const whole = pool.take();
  fillHistogram(whole, gradients, order, 0, order.length);
  addLeaf(sumsOf(gradients, order), 0, order.length, 0, whole);

  while (open.length > 0 && open.length + done.length < limits.leaves) {
    const leaf = open.splice(indexOfBest(open), 1)[0]!;
    const split = leaf.split!;
    const middle = partition(gradients, bins, order, scratch, leaf, split);
    const isLeftSmaller = middle - leaf.from <= leaf.until - middle;
    const small = pool.take();
    fillHistogram(
      small,
      gradients,
      order,
      isLeftSmaller ? leaf.from : middle,
      isLeftSmaller ? middle : leaf.until,
    );
    subtractHistogram(leaf.histogram, small);
    const [left, right] = isLeftSmaller ? [small, leaf.histogram] : [leaf.histogram, small];
    nodes[leaf.node]!.split = split;
    nodes[leaf.node]!.left = nodes.length;
    addLeaf(split.left, leaf.from, middle, leaf.depth + 1, left);
    addLeaf(split.right, middle, leaf.until, leaf.depth + 1, right);
  }
  const leaves = [...open, ...done];
  for (const { histogram } of leaves) pool.give(histogram);
  return { nodes, leaves };
}

/** Moves the rows that go left before those that go right, each in the order they had; returns where the right ones begin. */
function partition(
  { features, places }: Gradients,
  { stride }: Bins,
  order: Uint32Array,
  scratch: Uint32Array,
  { from, until }: Leaf,
  { feature, bin, isUnknownLeft }: Split,
): number {
  const last = (feature * stride + bin) * 3;
  const unknown = (feature * stride + stride - 1) * 3;
  let left = from;
  let right = 0;
  for (let at = from; at < until; at++) {
    const row = order[at]!;
    const place = places[row * features + feature]!;
    if (place <= last || (isUnknownLeft && place === unknown)) order[left++] = row;
    else scratch[right++] = row;
  }
  order.set(scratch.subarray(0, right), left);
  return left;
}

function sumsOf({ gradient, curvature }: Gradients, order: Uint32Array): NodeSums {
  let g = 0;
  let h = 0;
  for (const row of order) {
    g += gradient[row]!;
    h += curvature[row]!;
  }
  return { gradient: g, curvature: h, rows: order.length };
}

function indexOfBest(leaves: readonly Leaf[]): number {
  let best = 0;
  for (let at = 1; at < leaves.length; at++) {
    if (leaves[at]!.split!.gain > leaves[best]!.split!.gain) best = at;
  }
  return best;
}
