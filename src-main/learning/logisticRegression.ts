import { backSolve, cholesky, forwardSolve } from './cholesky.ts';
import type { Examples } from './examples.ts';
import { sigmoid } from './metrics.ts';
import { standardised, standardsOf } from './standards.ts';

/** A linear model of the log odds over standardised features. Plain JSON. */
export type LogisticModel = {
  readonly format: 1;
  readonly intercept: number;
  readonly coefficients: readonly number[];
  /** Of each feature among what was learned from; what is unknown counts as the mean. */
  readonly means: readonly number[];
  readonly deviations: readonly number[];
};

const MOST_STEPS = 50;
const CLOSE_ENOUGH = 1e-10;

/**
 * Logistic regression with an L2 penalty on the coefficients (not on the
 * intercept): minimises Σ wᵢ·loss + penalty/2·‖β‖² by Newton's method with
 * halved steps where one would go too far. `isBalanced` gives both labels the
 * same weight in all. Throws a RangeError for no examples or a penalty that is
 * not positive.
 */
export function fitLogistic(
  examples: Examples,
  { penalty = 1, isBalanced = true }: { readonly penalty?: number; readonly isBalanced?: boolean } = {},
): LogisticModel {
  const { rows, features, y } = examples;
  if (rows === 0) throw new RangeError('there is nothing to learn from: no examples');
  if (!(penalty > 0)) throw new RangeError(`penalty must be positive, not ${penalty}`);
  const { means, deviations } = standardsOf(examples);
  const size = features + 1;
  const x = new Float64Array(rows * size);
  for (let row = 0; row < rows; row++) {
    x[row * size] = 1;
    for (let f = 0; f < features; f++) {
      x[row * size + f + 1] = standardised(examples.x[row * features + f]!, means[f]!, deviations[f]!);
    }
  }
  const weights = isBalanced ? balanced(examples) : examples.weights;

  let beta = new Float64Array(size);
  let loss = lossOf(beta);
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = newtonStep(beta);
    let scale = 1;
    let next = beta;
    let nextLoss = Infinity;
    for (; scale > 1e-6 && !(nextLoss <= loss); scale /= 2) {
      next = beta.map((value, at) => value - scale * move[at]!);
      nextLoss = lossOf(next);
    }
    if (!(nextLoss <= loss)) break;
    const gained = loss - nextLoss;
    beta = next;
    loss = nextLoss;
    if (gained <= CLOSE_ENOUGH * (1 + Math.abs(loss))) break;
  }
  return {
    format: 1,
    intercept: beta[0]!,
    coefficients: [...beta.subarray(1)],
    means,
    deviations,
  };

  function marginOf(coefficients: Float64Array, row: number): number {
    let sum = 0;
    for (let f = 0; f < size; f++) sum += coefficients[f]! * x[row * size + f]!;
    return sum;
  }

  function lossOf(coefficients: Float64Array): number {
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const margin = (y[row] === 1 ? 1 : -1) * marginOf(coefficients, row);
      // log(1 + e^−m), without overflow.
      sum += weights[row]! * (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))));
    }
    for (let f = 1; f < size; f++) sum += (penalty / 2) * coefficients[f]! ** 2;
    return sum;
  }

  function newtonStep(coefficients: Float64Array): Float64Array {
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    for (let row = 0; row < rows; row++) {
      const p = sigmoid(marginOf(coefficients, row));
      const g = weights[row]! * (p - y[row]!);
      const h = weights[row]! * p * (1 - p);
      for (let i = 0; i < size; i++) {
        const value = x[row * size + i]!;
        gradient[i]! += g * value;
        const scaled = h * value;
        for (let j = 0; j <= i; j++) hessian[i * size + j]! += scaled * x[row * size + j]!;
      }
    }
    for (let f = 0; f < size; f++) {
      if (f > 0) gradient[f]! += penalty * coefficients[f]!;
      // The intercept has no penalty; a trace of one keeps the matrix definite where all is certain.
      hessian[f * size + f]! += f > 0 ? penalty : 1e-9;
    }
    const l = cholesky(hessian, size);
    return backSolve(l, size, forwardSolve(l, size, gradient));
  }
}

/** Log odds of rows of features, row-major, NaN where unknown. */
export function logisticMargins(model: LogisticModel, x: Float64Array): Float64Array {
  const { intercept, coefficients, means, deviations } = model;
  const features = coefficients.length;
  const margins = new Float64Array(x.length / features).fill(intercept);
  for (let row = 0; row < margins.length; row++) {
    for (let f = 0; f < features; f++) {
      const value = standardised(x[row * features + f]!, means[f]!, deviations[f]!);
      margins[row]! += coefficients[f]! * value;
    }
  }
  return margins;
}

/** What each feature adds to the log odds of one row, beside the intercept. */
export function logisticParts(model: LogisticModel, row: ArrayLike<number>): Float64Array {
  return Float64Array.from(
    model.coefficients,
    (own, f) => own * standardised(row[f]!, model.means[f]!, model.deviations[f]!),
  );
}

/** A kept model, or null when it is not one that this version can use. */
export function readLogistic(stored: unknown): LogisticModel | null {
  const model = (stored ?? {}) as Partial<LogisticModel>;
  const { format, intercept, coefficients, means, deviations } = model;
  const columns = [coefficients, means, deviations];
  const isWhole = columns.every(
    (column) =>
      Array.isArray(column) && column.length === coefficients!.length && column.every(Number.isFinite),
  );
  return format === 1 && Number.isFinite(intercept) && isWhole ? (model as LogisticModel) : null;
}

function balanced({ rows, y, weights }: Examples): Float64Array {
  const sums = [0, 0];
  y.forEach((label, row) => (sums[label]! += weights[row]!));
  const factors = sums.map((sum) => (sum > 0 ? rows / (2 * sum) : 0));
  return weights.map((weight, row) => weight * factors[y[row]!]!);
}
