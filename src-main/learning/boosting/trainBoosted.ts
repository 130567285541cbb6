import { type Examples, pickExamples } from '../examples.ts';
import { placesWhere, shuffle, stratifiedFolds } from '../folds.ts';
import { logLoss, sigmoid } from '../metrics.ts';
import { type Bins, fitBins, placeInBins } from './bins.ts';
import { type BoostedModel, openBoosted } from './boostedModel.ts';
import { createHistogramPool, type GrownTree, growTree } from './growTree.ts';

export type BoostingOptions = {
  /** Trees at most. */
  readonly rounds: number;
  /** Share of each tree's answer that is taken (shrinkage). */
  readonly rate: number;
  readonly leaves: number;
  readonly depth: number;
  readonly leafRows: number;
  readonly leafCurvature: number;
  /** L2 penalty on the values of leaves. */
  readonly penalty: number;
  /** Bins of a feature at most, 2–255. */
  readonly bins: number;
  /** Share of the rows that each tree sees, drawn anew. */
  readonly rowShare: number;
  /** Share of the features that each tree may cut at, drawn anew. */
  readonly featureShare: number;
  /** How many trees are enough is found out on parts that are held out: 0 takes all rounds. */
  readonly folds: number;
  /** Rounds without a better loss on what is held out, after which no more are tried. */
  readonly patience: number;
};

/** What serves a few hundred to a few thousand verdicts well. */
export const BOOSTING: BoostingOptions = {
  rounds: 200,
  rate: 0.05,
  leaves: 15,
  depth: 8,
  leafRows: 10,
  leafCurvature: 1e-3,
  penalty: 1,
  bins: 255,
  rowShare: 0.7,
  featureShare: 0.8,
  folds: 0,
  patience: 20,
};

/** From this many rows on one held-out part says enough, and the others are not tried. */
const ONE_FOLD_ROWS = 5000;

/**
 * Gradient-boosted trees for the logistic loss: second-order gradients
 * (Friedman 2001; Chen and Guestrin 2016), histograms of binned features and
 * leaf-wise growth (Ke et al. 2017). The same examples, options and draws give
 * the same model. Throws a RangeError for no examples.
 */
export function trainBoosted(
  examples: Examples,
  options: Partial<BoostingOptions>,
  random: () => number,
): BoostedModel {
  const chosen = { ...BOOSTING, ...options };
  if (examples.rows === 0) throw new RangeError('there is nothing to learn from: no examples');
  const rounds = chosen.folds > 1 ? chooseRounds(examples, chosen, random) : chosen.rounds;
  return boost(examples, { ...chosen, rounds }, random, null);
}

/** The number of trees with the least loss on parts that were held out, on average. */
function chooseRounds(examples: Examples, options: BoostingOptions, random: () => number): number {
  const parts = stratifiedFolds(examples.y, options.folds, random);
  const tried = examples.rows >= ONE_FOLD_ROWS ? 1 : options.folds;
  const curves: number[][] = [];
  for (let part = 0; part < tried; part++) {
    const held = pickExamples(
      examples,
      placesWhere(examples.rows, (row) => parts[row] === part),
    );
    const kept = pickExamples(
      examples,
      placesWhere(examples.rows, (row) => parts[row] !== part),
    );
    if (held.rows === 0 || kept.rows === 0) return options.rounds;
    const curve: number[] = [];
    boost(kept, options, random, { held, curve });
    curves.push(curve);
  }
  const shortest = Math.min(...curves.map(({ length }) => length));
  const mean = Array.from({ length: shortest }, (_, at) =>
    curves.reduce((sum, curve) => sum + curve[at]!, 0),
  );
  return mean.indexOf(Math.min(...mean)) + 1;
}

/** What is held out to see when trees stop helping, and its loss after each tree. */
type Watch = { readonly held: Examples; readonly curve: number[] };

function boost(
  examples: Examples,
  options: BoostingOptions,
  random: () => number,
  watch: Watch | null,
): BoostedModel {
  const { rows, features, y, weights } = examples;
  // Finer cuts than a few rows each would only be chance, and cost time on small data.
  const bins = fitBins(examples, Math.max(2, Math.min(options.bins, Math.ceil(rows / 10))));
  const places = placeInBins(examples, bins);
  const start = logOdds(examples);
  const margins = new Float64Array(rows).fill(start);
  const gradient = new Float64Array(rows);
  const curvature = new Float64Array(rows);
  const gradients = { features, places, gradient, curvature };
  const pool = createHistogramPool(features * bins.stride * 3);
  const trees = createTreeColumns(features, start);
  const heldMargins = new Float64Array(watch?.held.rows ?? 0).fill(start);
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const columns = Uint32Array.from({ length: features }, (_, column) => column);
  const sampled = Math.max(1, Math.round(rows * options.rowShare));
  const offered = Math.max(1, Math.round(features * options.featureShare));

  for (let round = 0; round < options.rounds; round++) {
    for (let row = 0; row < rows; row++) {
      const p = sigmoid(margins[row]!);
      gradient[row] = weights[row]! * (p - y[row]!);
      curvature[row] = Math.max(1e-16, weights[row]! * p * (1 - p));
    }
    if (sampled < rows) shuffle(all, random, sampled);
    if (offered < features) shuffle(columns, random, offered);
    const order = sampled < rows ? all.slice(0, sampled) : all;
    const cuts = columns.slice(0, offered).sort();
    const tree = growTree(gradients, bins, order, cuts, options, pool);
    // A root that cannot be cut stays so, unless other rows or features are drawn.
    if (tree.nodes.length === 1 && sampled === rows && offered === features) break;
    const model = trees.add(tree, bins, options);
    if (sampled < rows) addScores(margins, model, examples.x);
    else addLeaves(margins, tree, order, options);
    if (!watch) continue;

    addScores(heldMargins, model, watch.held.x);
    watch.curve.push(logLoss(heldMargins.map(sigmoid), watch.held.y));
    const best = watch.curve.indexOf(Math.min(...watch.curve));
    if (watch.curve.length - best > options.patience) break;
  }
  return trees.model();
}

function addScores(margins: Float64Array, tree: BoostedModel, x: Float64Array): void {
  const scores = openBoosted(tree).margins(x);
  for (let row = 0; row < margins.length; row++) margins[row]! += scores[row]!;
}

function addLeaves(
  margins: Float64Array,
  { nodes, leaves }: GrownTree,
  order: Uint32Array,
  options: BoostingOptions,
): void {
  for (const { node, from, until } of leaves) {
    const value = leafValue(nodes[node]!.sums, options);
    for (let at = from; at < until; at++) margins[order[at]!]! += value;
  }
}

/** Newton's step, shortened by the rate; never −0, which JSON does not keep. */
function leafValue(
  { gradient, curvature }: { gradient: number; curvature: number },
  { rate, penalty }: BoostingOptions,
): number {
  return (-rate * gradient) / (curvature + penalty) + 0;
}

/** The log odds of label 1, one imagined row of each label added so that they are finite. */
function logOdds({ y, weights }: Examples): number {
  let ones = 1;
  let zeros = 1;
  y.forEach((label, row) => {
    if (label === 1) ones += weights[row]!;
    else zeros += weights[row]!;
  });
  return Math.log(ones / zeros);
}

/** Gathers trees into the columns of a model. */
function createTreeColumns(features: number, start: number) {
  const whole = emptyColumns();
  return {
    /** Adds a tree; returns it as a model of its own that starts at 0. */
    add(tree: GrownTree, bins: Bins, options: BoostingOptions): BoostedModel {
      append(whole, tree, bins, options);
      const alone = emptyColumns();
      append(alone, tree, bins, options);
      return { format: 1, features, start: 0, ...alone };
    },
    model: (): BoostedModel => ({ format: 1, features, start, ...whole }),
  };
}

type Columns = { -readonly [K in Exclude<keyof BoostedModel, 'format' | 'features' | 'start'>]: number[] };

function emptyColumns(): Columns {
  return { roots: [], feature: [], threshold: [], left: [], unknownLeft: [], value: [], cover: [], gain: [] };
}

function append(columns: Columns, { nodes }: GrownTree, bins: Bins, options: BoostingOptions): void {
  const first = columns.feature.length;
  columns.roots.push(first);
  for (const { split, left, sums } of nodes) {
    columns.feature.push(split?.feature ?? -1);
    columns.threshold.push(split ? bins.edges[split.feature]![split.bin]! : 0);
    columns.left.push(split ? first + left : -1);
    columns.unknownLeft.push(split?.isUnknownLeft ? 1 : 0);
    columns.value.push(split ? 0 : leafValue(sums, options));
    columns.cover.push(sums.rows);
    columns.gain.push(split?.gain ?? 0);
  }
}
