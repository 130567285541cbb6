import { examplesOf } from '../learning/examples.ts';
import { fitLogistic, logisticMargins } from '../learning/logisticRegression.ts';
import { sigmoid } from '../learning/metrics.ts';

/** Turns the scores of stages that foretell nothing into chances of a like. */
export type Forecaster = {
  /** The chance of each score of a list; null before enough is known of the stage's scores. */
  foretell(stage: string, scores: ArrayLike<number>): readonly number[] | null;
  /** What came of a list. */
  learn(stage: string, scores: ArrayLike<number>, isLiked: readonly boolean[]): void;
};

/** Verdicts on lists of a stage before its scores say anything, and likes and others among them. */
const ENOUGH = 20;
const ENOUGH_OF_EACH = 5;

/**
 * What scores have been worth so far in one session: logistic regression of
 * earlier verdicts on the logarithm of the score (Platt 1999), a stage by
 * itself. It never sees the list that it foretells.
 */
export function createForecaster(): Forecaster {
  const known = new Map<string, { x: number[]; y: number[] }>();
  return {
    foretell(stage, scores) {
      const { x, y } = known.get(stage) ?? { x: [], y: [] };
      const likes = y.reduce((sum, label) => sum + label, 0);
      if (y.length < ENOUGH || Math.min(likes, y.length - likes) < ENOUGH_OF_EACH) return null;
      const examples = examplesOf(Float64Array.from(x), Uint8Array.from(y), 1);
      const model = fitLogistic(examples, { isBalanced: false });
      return [...logisticMargins(model, Float64Array.from(scores, logOf)).map(sigmoid)];
    },
    learn(stage, scores, isLiked) {
      const own = known.get(stage) ?? { x: [], y: [] };
      own.x.push(...Array.from(scores, logOf));
      own.y.push(...isLiked.map(Number));
      known.set(stage, own);
    },
  };
}

function logOf(score: number): number {
  return Math.log(Math.max(1e-12, score));
}
