import { openBoosted } from '../learning/boosting/boostedModel.ts';
import { trainBoosted } from '../learning/boosting/trainBoosted.ts';
import { type Examples, pickExamples } from '../learning/examples.ts';
import { placesWhere, stratifiedFolds } from '../learning/folds.ts';
import { fitLogistic, logisticMargins } from '../learning/logisticRegression.ts';
import { areaUnderCurve, logLoss, sigmoid } from '../learning/metrics.ts';
import { trainNetwork } from '../learning/network.ts';
import { openNetwork } from '../learning/openNetwork.ts';
import { brierOf, calibrationError, pooled, reliabilityOf } from '../learning/reliability.ts';
import { createRandom } from '../recommend/random.ts';
import { bootstrapMean, type Interval } from './measures/bootstrap.ts';
import { mean } from './measures/mean.ts';

/** What one way of learning foretold of verdicts that it had not seen, over the folds. */
export type ReplayRow = {
  readonly learner: string;
  readonly auc: Interval;
  readonly logLoss: number;
  readonly brier: number;
  /** Expected calibration error of all folds' forecasts together, in ten bins. */
  readonly calibrationError: number;
};

type Learner = (train: Examples, x: Float64Array, seed: number) => Float64Array;

/** By how much the model stages differ; the share of likes is what knows no song. */
const LEARNERS: Readonly<Record<string, Learner>> = {
  'share of likes': ({ y }, x) => {
    const likes = y.reduce((sum, label) => sum + label, 0) / y.length;
    return new Float64Array(x.length).fill(likes);
  },
  'likeness to the mean': likenessToMean,
  logistic: (train, x) => logisticMargins(fitLogistic(train, { isBalanced: false }), x).map(sigmoid),
  boosted: (train, x, seed) => openBoosted(trainBoosted(train, {}, createRandom(seed))).probabilities(x),
  neural: (train, x, seed) =>
    openNetwork(trainNetwork(train, { members: 5 }, createRandom(seed)))(x).map(sigmoid),
};

/** Learns from all folds but one and foretells that one, for each fold and each way of learning. */
export function replay(examples: Examples, folds: number, seed: number): ReplayRow[] {
  const parts = stratifiedFolds(examples.y, folds, createRandom(seed));
  return Object.entries(LEARNERS).map(([learner, learn]) => {
    const found = Array.from({ length: folds }, (_, fold) => {
      const train = pickExamples(
        examples,
        placesWhere(examples.rows, (row) => parts[row] !== fold),
      );
      const held = pickExamples(
        examples,
        placesWhere(examples.rows, (row) => parts[row] === fold),
      );
      const p = learn(train, held.x, seed).subarray(0, held.rows);
      return {
        auc: areaUnderCurve(p, held.y),
        logLoss: logLoss(p, held.y),
        reliability: reliabilityOf(p, held.y),
      };
    });
    return {
      learner,
      auc: bootstrapMean(
        found.map(({ auc }) => auc),
        createRandom(seed),
      ),
      logLoss: mean(found.map(({ logLoss }) => logLoss)),
      brier: mean(found.map(({ reliability }) => brierOf(reliability))),
      calibrationError: calibrationError(pooled(found.map(({ reliability }) => reliability))),
    };
  });
}

/** What ranking does: the cosine to the mean of what was liked, as a probability by logistic regression on it alone. */
function likenessToMean(train: Examples, x: Float64Array): Float64Array {
  const { means, deviations } = fitLogistic(train);
  const features = train.features;
  const scaled = (values: Float64Array, row: number) =>
    means.map((own, f) => {
      const value = values[row * features + f]!;
      return Number.isNaN(value) || deviations[f] === 0 ? 0 : (value - own) / deviations[f]!;
    });
  const centroid = new Float64Array(features);
  for (let row = 0; row < train.rows; row++) {
    if (train.y[row] === 1) scaled(train.x, row).forEach((value, f) => (centroid[f]! += value));
  }
  const cosine = (values: Float64Array) =>
    Float64Array.from({ length: values.length / features }, (_, row) => {
      const own = scaled(values, row);
      const dot = own.reduce((sum, value, f) => sum + value * centroid[f]!, 0);
      return dot / (Math.hypot(...own) * Math.hypot(...centroid) || 1);
    });
  const one: Examples = { ...train, features: 1, x: cosine(train.x) };
  return logisticMargins(fitLogistic(one, { isBalanced: false }), cosine(x)).map(sigmoid);
}
