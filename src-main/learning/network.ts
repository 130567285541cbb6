import { type Examples, pickExamples } from './examples.ts';
import { placesWhere, shuffle, stratifiedFolds } from './folds.ts';
import { logLoss, sigmoid } from './metrics.ts';
import { standardise, type Standards, standardsOf } from './standards.ts';

/** A network of two layers: log odds = b₂ + w₂ · tanh(W₁ z + b₁), z standardised. Plain JSON. */
export type Network = {
  readonly format: 1;
  readonly standards: Standards;
  readonly hidden: number;
  /** `hidden × features`, row-major. */
  readonly inner: readonly number[];
  readonly innerBias: readonly number[];
  readonly outer: readonly number[];
  readonly outerBias: number;
};

export type NetworkOptions = {
  /** Hidden units of each member. */
  readonly hidden: number;
  /** Networks whose mean is taken, each of which stops by another held-out part; no more than there are parts. */
  readonly members: number;
  /** Passes over the examples at most. */
  readonly epochs: number;
  readonly batch: number;
  /** Of Adam's steps. */
  readonly rate: number;
  /** L2 penalty on all but the last bias, as a share of them that each step takes away, times the rate. */
  readonly decay: number;
  /** Share that is held out to see when to stop. */
  readonly held: number;
  /** Passes without a better loss on what is held out, after which training stops. */
  readonly patience: number;
};

const NETWORK: NetworkOptions = {
  hidden: 16,
  members: 1,
  epochs: 120,
  batch: 32,
  rate: 0.01,
  decay: 0.02,
  held: 0.2,
  patience: 12,
};

/** All weights of a network in one array: inner, inner biases, outer, outer bias. */
type Weights = Float64Array;

/**
 * Trains a network on the logistic loss with Adam (Kingma and Ba 2015) and
 * decoupled weight decay (Loshchilov and Hutter 2019), and takes the weights
 * that did best on a part that was held out. Of several members the mean of the
 * log odds is taken, which is a network of this form too: few examples make
 * each member err in its own way (Krogh and Vedelsby 1995). The same examples,
 * options and draws give the same network. Throws a RangeError for no examples.
 */
export function trainNetwork(
  examples: Examples,
  options: Partial<NetworkOptions>,
  random: () => number,
): Network {
  const chosen = { ...NETWORK, ...options };
  if (examples.rows === 0) throw new RangeError('there is nothing to learn from: no examples');
  const standards = standardsOf(examples);
  const scaled = { ...examples, x: standardise(standards, examples.x) };
  const folds = Math.max(2, Math.round(1 / chosen.held));
  const parts = stratifiedFolds(examples.y, folds, random);
  const some = (isChosen: (part: number) => boolean) =>
    pickExamples(
      scaled,
      placesWhere(scaled.rows, (row) => isChosen(parts[row]!)),
    );
  const members = Array.from({ length: Math.min(chosen.members, folds) }, (_, own) => {
    const kept = some((part) => part !== own);
    return kept.rows === 0
      ? draw(examples.features, chosen.hidden, random)
      : descend(
          kept,
          some((part) => part === own),
          chosen,
          random,
        );
  });
  return join(members, standards, chosen.hidden);
}

/** A kept network, or null when it is not one that this version can use. */
export function readNetwork(stored: unknown): Network | null {
  const own = (stored ?? {}) as Partial<Network>;
  if (own.format !== 1 || !Number.isInteger(own.hidden) || !Number.isFinite(own.outerBias)) return null;
  const features = own.standards?.means?.length ?? -1;
  const isColumn = (column: readonly number[] | undefined, length: number) =>
    Array.isArray(column) && column.length === length && column.every(Number.isFinite);
  const isWhole =
    isColumn(own.standards?.means, features) &&
    isColumn(own.standards?.deviations, features) &&
    isColumn(own.inner, own.hidden! * features) &&
    isColumn(own.innerBias, own.hidden!) &&
    isColumn(own.outer, own.hidden!);
  return isWhole ? (own as Network) : null;
}

/**
 * The loss over some rows and its gradient by every weight, which is added to
 * `gradient`: mean weighted cross-entropy, without the decay.
 */
export function lossAndGradient(
  weights: Weights,
  hidden: number,
  { features, x, y, weights: says }: Examples,
  rows: ArrayLike<number>,
  gradient: Weights,
): number {
  const layer = new Float64Array(hidden);
  const biases = hidden * features;
  const outers = biases + hidden;
  const last = outers + hidden;
  let loss = 0;
  for (let at = 0; at < rows.length; at++) {
    const first = rows[at]! * features;
    let margin = weights[last]!;
    for (let unit = 0; unit < hidden; unit++) {
      let sum = weights[biases + unit]!;
      for (let f = 0; f < features; f++) sum += weights[unit * features + f]! * x[first + f]!;
      layer[unit] = Math.tanh(sum);
      margin += weights[outers + unit]! * layer[unit]!;
    }
    const label = y[rows[at]!]!;
    const share = says[rows[at]!]! / rows.length;
    const signed = label === 1 ? margin : -margin;
    loss += share * (Math.max(0, -signed) + Math.log1p(Math.exp(-Math.abs(signed))));

    const slope = share * (sigmoid(margin) - label);
    gradient[last]! += slope;
    for (let unit = 0; unit < hidden; unit++) {
      gradient[outers + unit]! += slope * layer[unit]!;
      const inward = slope * weights[outers + unit]! * (1 - layer[unit]! ** 2);
      gradient[biases + unit]! += inward;
      for (let f = 0; f < features; f++) gradient[unit * features + f]! += inward * x[first + f]!;
    }
  }
  return loss;
}

/** Weights for a network of this size, so drawn that its answers begin near even odds. */
export function draw(features: number, hidden: number, random: () => number): Weights {
  const weights = new Float64Array(hidden * features + 2 * hidden + 1);
  const spread = (fanIn: number) => (random() * 2 - 1) * Math.sqrt(3 / fanIn);
  for (let at = 0; at < hidden * features; at++) weights[at] = spread(features);
  for (let unit = 0; unit < hidden; unit++) weights[hidden * features + hidden + unit] = 0.5 * spread(hidden);
  return weights;
}

function descend(
  kept: Examples,
  held: Examples,
  { hidden, epochs, batch, rate, decay, patience }: NetworkOptions,
  random: () => number,
): Weights {
  const weights = draw(kept.features, hidden, random);
  // Begins at the share of what was liked, and is free to stay there.
  const decayed = weights.length - 1;
  weights[decayed] = logOdds(kept);
  const gradient = new Float64Array(weights.length);
  const [mean, square] = [new Float64Array(weights.length), new Float64Array(weights.length)];
  const order = Uint32Array.from({ length: kept.rows }, (_, row) => row);
  let best = weights.slice();
  let least = Infinity;
  let since = 0;
  let step = 0;
  for (let epoch = 0; epoch < epochs && since < patience; epoch++) {
    shuffle(order, random);
    for (let from = 0; from < order.length; from += batch) {
      gradient.fill(0);
      lossAndGradient(weights, hidden, kept, order.subarray(from, from + batch), gradient);
      step++;
      for (let at = 0; at < weights.length; at++) {
        mean[at] = 0.9 * mean[at]! + 0.1 * gradient[at]!;
        square[at] = 0.999 * square[at]! + 0.001 * gradient[at]! ** 2;
        const move = mean[at]! / (1 - 0.9 ** step) / (Math.sqrt(square[at]! / (1 - 0.999 ** step)) + 1e-8);
        weights[at]! -= rate * (move + (at < decayed ? decay * weights[at]! : 0));
      }
    }
    const loss = logLoss(marginsOf(weights, hidden, held.x, held.features).map(sigmoid), held.y);
    since++;
    if (loss < least) {
      least = loss;
      best = weights.slice();
      since = 0;
    }
  }
  return best;
}

function marginsOf(weights: Weights, hidden: number, x: Float64Array, features: number): Float64Array {
  const biases = hidden * features;
  const outers = biases + hidden;
  const margins = new Float64Array(x.length / features).fill(weights[outers + hidden]!);
  for (let row = 0; row < margins.length; row++) {
    for (let unit = 0; unit < hidden; unit++) {
      let sum = weights[biases + unit]!;
      for (let f = 0; f < features; f++) sum += weights[unit * features + f]! * x[row * features + f]!;
      margins[row]! += weights[outers + unit]! * Math.tanh(sum);
    }
  }
  return margins;
}

/** The log odds of label 1, one imagined row of each label added so that they are finite. */
function logOdds({ y, weights }: Examples): number {
  const sums = [1, 1];
  y.forEach((label, row) => (sums[label]! += weights[row]!));
  return Math.log(sums[1]! / sums[0]!);
}

/** The mean of networks over the same standards: their units side by side, each counting as much less. */
function join(members: readonly Weights[], standards: Standards, hidden: number): Network {
  const biases = hidden * standards.means.length;
  const outers = biases + hidden;
  const share = 1 / members.length;
  return {
    format: 1,
    standards,
    hidden: hidden * members.length,
    inner: members.flatMap((own) => [...own.subarray(0, biases)]),
    innerBias: members.flatMap((own) => [...own.subarray(biases, outers)]),
    outer: members.flatMap((own) =>
      [...own.subarray(outers, outers + hidden)].map((weight) => share * weight),
    ),
    outerBias: members.reduce((sum, own) => sum + share * own[outers + hidden]!, 0),
  };
}
