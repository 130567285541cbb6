import { z } from 'zod';

/** What a reading shows of its own certainty. Each is finite; where a model has no such output, 0. */
export type ConfidenceSignals = {
  /** The highest probability among the emotions. */
  readonly topProbability: number;
  /** The highest probability less the second highest. */
  readonly margin: number;
  /** Mean binary entropy of the emotions, in bits, 0–1. */
  readonly entropy: number;
  /** How far the two valences that the model gives (V of its point, and sentiment) lie apart, 0–2. */
  readonly disagreement: number;
  /** Distance of the raw point from the centre of the plane. */
  readonly strength: number;
  /** Natural logarithm of 1 + the number of tokens. */
  readonly logTokens: number;
  /** Share of tokens that the vocabulary does not know. */
  readonly shareUnknown: number;
  /** Weighted standard deviation of valence and arousal over the windows of a long text; 0 for one window. */
  readonly spread: number;
  /** What the model itself says of its certainty: a logit, learned from its own errors. */
  readonly certainty: number;
};

const names = [
  'topProbability',
  'margin',
  'entropy',
  'disagreement',
  'strength',
  'logTokens',
  'shareUnknown',
  'spread',
  'certainty',
] as const satisfies readonly (keyof ConfidenceSignals)[];

/**
 * Logistic curve: confidence = σ(bias + Σ weight · signal), fitted in training
 * on held-out texts against "the point lies within .25 of the people's rating"
 * (Platt scaling: Platt 1999), so that 70 % means right in seven of ten.
 */
export const ConfidenceCurve = z.object({
  bias: z.number(),
  weights: z.partialRecord(z.enum(names), z.number()),
});
export type ConfidenceCurve = z.output<typeof ConfidenceCurve>;

/** How likely the reading is right, 0–1. A signal that the curve does not name has no weight. */
export function confidence(curve: ConfidenceCurve, signals: ConfidenceSignals): number {
  let sum = curve.bias;
  for (const name of names) sum += (curve.weights[name] ?? 0) * signals[name];
  return 1 / (1 + Math.exp(-sum));
}

/** Signals of one set of emotion probabilities. An empty set gives zeros. */
export function emotionSignals(
  probabilities: ArrayLike<number>,
): Pick<ConfidenceSignals, 'topProbability' | 'margin' | 'entropy'> {
  let first = 0;
  let second = 0;
  let entropy = 0;
  for (let index = 0; index < probabilities.length; index++) {
    const p = probabilities[index]!;
    if (p > first) [first, second] = [p, first];
    else if (p > second) second = p;
    entropy += binaryEntropy(p);
  }
  return {
    topProbability: first,
    margin: first - second,
    entropy: entropy / Math.max(probabilities.length, 1),
  };
}

function binaryEntropy(p: number): number {
  if (!(p > 0 && p < 1)) return 0;
  return -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
}
