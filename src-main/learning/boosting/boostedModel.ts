import { sigmoid } from '../metrics.ts';
import { maskTrees } from './maskedTrees.ts';

/**
 * Boosted trees as they are kept: all nodes of all trees in columns. A row
 * starts at a tree's root and goes left where its value of `feature` is at most
 * `threshold`, right where it is more, and by `unknownLeft` where it is
 * unknown, until `feature` is −1; the margin is the sum of the values it ends
 * at, and `start`. Plain JSON, so that it is read back exactly.
 */
export type BoostedModel = {
  readonly format: 1;
  readonly features: number;
  readonly start: number;
  readonly roots: readonly number[];
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  /** Place of the left child; the right one follows it. */
  readonly left: readonly number[];
  readonly unknownLeft: readonly number[];
  readonly value: readonly number[];
  /** Rows that came by in training. */
  readonly cover: readonly number[];
  /** By how much the cut lowered the loss; 0 for leaves. */
  readonly gain: readonly number[];
};

/** A model in the form that scores rows fast. */
export type BoostedScorer = {
  /** Margins (log odds) of rows of `features` numbers, row-major, NaN where unknown. */
  margins(x: Float64Array): Float64Array;
  /** The same as probabilities. */
  probabilities(x: Float64Array): Float64Array;
};

/** Rows that go through a tree together: few enough to stay in the cache. */
const BLOCK = 256;
/** Fewer trees are walked: what masks gain, preparing them costs. */
const WORTH_MASKS = 8;

/** Prepares a model for scoring. */
export function openBoosted(model: BoostedModel): BoostedScorer {
  const { features, start } = model;
  const masked = model.roots.length < WORTH_MASKS ? null : maskTrees(model);
  const walk = masked ? null : createWalk(model);

  function margins(x: Float64Array): Float64Array {
    const found = new Float64Array(x.length / features).fill(start);
    if (masked) masked.add(found, x, 0, found.length);
    else walk!(found, x);
    return found;
  }
  return { margins, probabilities: (x) => margins(x).map(sigmoid) };
}

/** Adds to each row's margin the value that it ends at in each tree. */
function createWalk(model: BoostedModel): (found: Float64Array, x: Float64Array) => void {
  const { features } = model;
  const roots = Int32Array.from(model.roots);
  const feature = Int16Array.from(model.feature);
  const threshold = Float64Array.from(model.threshold);
  const left = Int32Array.from(model.left);
  const unknownLeft = Uint8Array.from(model.unknownLeft);
  const value = Float64Array.from(model.value);

  return (found, x) => {
    const rows = found.length;
    for (let from = 0; from < rows; from += BLOCK) {
      const until = Math.min(rows, from + BLOCK);
      for (const root of roots) {
        for (let row = from; row < until; row++) {
          const first = row * features;
          let node = root;
          let cut = feature[node]!;
          while (cut >= 0) {
            const own = x[first + cut]!;
            const edge = threshold[node]!;
            // An unknown value is neither above nor at most.
            const step = own <= edge ? 0 : own > edge ? 1 : 1 - unknownLeft[node]!;
            node = left[node]! + step;
            cut = feature[node]!;
          }
          found[row]! += value[node]!;
        }
      }
    }
  };
}

/** A kept model, or null when it is not one that this version can use. */
export function readBoosted(stored: unknown): BoostedModel | null {
  const model = (stored ?? {}) as Partial<BoostedModel>;
  if (model.format !== 1 || !Number.isInteger(model.features) || !Number.isFinite(model.start)) return null;
  const columns = [
    model.feature,
    model.threshold,
    model.left,
    model.unknownLeft,
    model.value,
    model.cover,
    model.gain,
  ];
  const nodes = model.feature?.length;
  const isWhole = columns.every(
    (column) => Array.isArray(column) && column.length === nodes && column.every(Number.isFinite),
  );
  if (!isWhole || !Array.isArray(model.roots)) return null;
  // Children come after their parents, so no walk can go on for ever or leave the columns.
  const leads = model.feature!.every((cut, node) => {
    if (cut === -1) return true;
    const child = model.left![node]!;
    return cut >= 0 && cut < model.features! && child > node && child + 1 < nodes!;
  });
  const begins = model.roots.every((root) => Number.isInteger(root) && root >= 0 && root < nodes!);
  return leads && begins ? (model as BoostedModel) : null;
}

/** How much each feature's cuts lowered the loss, as shares of all (0 where there is no cut). */
export function importanceOf({ features, feature, gain }: BoostedModel): Float64Array {
  const sums = new Float64Array(features);
  feature.forEach((cut, node) => {
    if (cut >= 0) sums[cut]! += gain[node]!;
  });
  const all = sums.reduce((sum, own) => sum + own, 0);
  return all > 0 ? sums.map((own) => own / all) : sums;
}
