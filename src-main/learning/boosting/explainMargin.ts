import type { BoostedModel } from './boostedModel.ts';

/** What each feature adds to a row's margin. `base` + Σ `contributions` is the margin. */
export type MarginParts = {
  /** The margin that is expected where nothing of the row is known. */
  readonly base: number;
  readonly contributions: Float64Array;
};

/**
 * Shares a row's margin out among its features by their Shapley values, with
 * what is unknown averaged over the training rows that took each way:
 * path-dependent TreeSHAP (Lundberg, Erion and Lee 2018, algorithm 2), in
 * O(trees · leaves · depth²).
 */
export function explainMargin(model: BoostedModel, row: ArrayLike<number>): MarginParts {
  const contributions = new Float64Array(model.features);
  let base = model.start;
  for (const root of model.roots) {
    base += meanValue(model, root);
    walk(model, row, contributions, root, [], { feature: -1, zero: 1, one: 1, weight: 0 });
  }
  return { base, contributions };
}

/**
 * A feature on the way from the root: the share of ways that go on where it is
 * unknown (`zero`) and where it is known (`one`), and the weight of the sets of
 * known features that have as many members as its place.
 */
type Step = { readonly feature: number; readonly zero: number; readonly one: number; weight: number };

function walk(
  model: BoostedModel,
  row: ArrayLike<number>,
  contributions: Float64Array,
  node: number,
  before: readonly Step[],
  step: Step,
): void {
  const path = extend(before, step);
  const cut = model.feature[node]!;
  if (cut < 0) {
    for (let at = 1; at < path.length; at++) {
      const { feature, one, zero } = path[at]!;
      contributions[feature]! += weightWithout(path, at) * (one - zero) * model.value[node]!;
    }
    return;
  }
  // A feature that was cut at before counts once: its earlier step is taken out and goes on in the new one.
  const known = path.findIndex(({ feature }) => feature === cut);
  const { zero, one } = known < 0 ? { zero: 1, one: 1 } : path[known]!;
  const rest = known < 0 ? path : without(path, known);
  const left = model.left[node]!;
  const taken = goesLeft(model, node, row[cut]!) ? left : left + 1;
  for (const child of [left, left + 1]) {
    walk(model, row, contributions, child, rest, {
      feature: cut,
      zero: (zero * model.cover[child]!) / model.cover[node]!,
      one: child === taken ? one : 0,
      weight: 0,
    });
  }
}

function extend(before: readonly Step[], step: Step): Step[] {
  const path = [...before.map((own) => ({ ...own })), { ...step, weight: before.length === 0 ? 1 : 0 }];
  const last = path.length - 1;
  for (let at = last - 1; at >= 0; at--) {
    path[at + 1]!.weight += (step.one * path[at]!.weight * (at + 1)) / (last + 1);
    path[at]!.weight = (step.zero * path[at]!.weight * (last - at)) / (last + 1);
  }
  return path;
}

/** The path as it would be had the step at `place` never been added. */
function without(path: readonly Step[], place: number): Step[] {
  const weights = weightsWithout(path, place);
  return path
    .filter((_, at) => at !== place)
    .map(({ feature, zero, one }, at) => ({ feature, zero, one, weight: weights[at]! }));
}

function weightWithout(path: readonly Step[], place: number): number {
  return weightsWithout(path, place).reduce((sum, weight) => sum + weight, 0);
}

function weightsWithout(path: readonly Step[], place: number): number[] {
  const last = path.length - 1;
  const { zero, one } = path[place]!;
  const weights = new Array<number>(last);
  let next = path[last]!.weight;
  for (let at = last - 1; at >= 0; at--) {
    const own = path[at]!.weight;
    if (one === 0) {
      weights[at] = (own * (last + 1)) / (zero * (last - at));
    } else {
      weights[at] = (next * (last + 1)) / ((at + 1) * one);
      next = own - (weights[at]! * zero * (last - at)) / (last + 1);
    }
  }
  return weights;
}

function goesLeft({ threshold, unknownLeft }: BoostedModel, node: number, value: number): boolean {
  return value <= threshold[node]! || (Number.isNaN(value) && unknownLeft[node] === 1);
}

function meanValue(model: BoostedModel, node: number): number {
  if (model.feature[node]! < 0) return model.value[node]!;
  const left = model.left[node]!;
  const [a, b] = [model.cover[left]!, model.cover[left + 1]!];
  return (a * meanValue(model, left) + b * meanValue(model, left + 1)) / (a + b);
}
