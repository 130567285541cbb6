import { backSolve, cholesky, forwardSolve } from './cholesky.ts';

/** Examples in rows: `rows` × `features` numbers, and `rows` × `targets` numbers, both row-major. */
export type RidgeExamples = {
  readonly rows: number;
  readonly features: number;
  readonly targets: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
};

/** A linear map: `intercept[t] + Σ coefficients[f · targets + t] · x[f]`. */
export type LinearMap = {
  readonly intercept: Float64Array;
  readonly coefficients: Float64Array;
};

export type RidgeFit = LinearMap & {
  /** What each example's targets less their prediction would be had it not been among the examples, row-major. */
  readonly leaveOneOut: Float64Array;
};

/**
 * Ridge regression with an unpenalised intercept: minimises
 * Σ‖yᵢ − b − Bᵀxᵢ‖² + λ‖B‖² (Hoerl and Kennard 1970), for at least two
 * examples and λ > 0. Solved over features, or over examples where those are
 * fewer. Leave-one-out residuals in closed form: rᵢ / (1 − Hᵢᵢ), with
 * H = 11ᵀ/n + X(XᵀX + λI)⁻¹Xᵀ for centred X (Allen 1974, PRESS); exact, since
 * dropping an example leaves a problem of the same form.
 */
export function fitRidge(examples: RidgeExamples, lambda: number): RidgeFit {
  return prepareRidge(examples)(lambda);
}

/** As `fitRidge`, for several λ over the same examples: the products of the examples are taken once. */
export function prepareRidge(examples: RidgeExamples): (lambda: number) => RidgeFit {
  const { rows, features, targets } = examples;
  if (!(rows >= 2)) throw new RangeError(`rows must be at least 2, not ${rows}`);
  if (examples.x.length !== rows * features || examples.y.length !== rows * targets) {
    throw new RangeError(`x and y must hold ${rows} rows of ${features} and ${targets} numbers`);
  }
  const xMean = columnMeans(examples.x, rows, features);
  const yMean = columnMeans(examples.y, rows, targets);
  const x = examples.x.map((value, at) => value - xMean[at % features]!);
  const y = examples.y.map((value, at) => value - yMean[at % targets]!);
  const prepare = features <= rows ? preparePrimal : prepareDual;
  const solve = prepare({ rows, features, targets, x, y });

  return (lambda) => {
    if (!(lambda > 0)) throw new RangeError(`lambda must be positive, not ${lambda}`);
    const { coefficients, leverages } = solve(lambda);
    const fitted = { intercept: new Float64Array(targets), coefficients };
    const leaveOneOut = new Float64Array(rows * targets);
    for (let row = 0; row < rows; row++) {
      const predicted = applyLinear(fitted, x.subarray(row * features, (row + 1) * features));
      for (let t = 0; t < targets; t++) {
        const residual = y[row * targets + t]! - predicted[t]!;
        leaveOneOut[row * targets + t] = residual / (1 - 1 / rows - leverages[row]!);
      }
    }
    const atMean = applyLinear(fitted, xMean);
    const intercept = yMean.map((mean, t) => mean - atMean[t]!);
    return { intercept, coefficients, leaveOneOut };
  };
}

/** The map's targets for one row of features. */
export function applyLinear({ intercept, coefficients }: LinearMap, x: ArrayLike<number>): Float64Array {
  const targets = intercept.length;
  const found = Float64Array.from(intercept);
  for (let f = 0; f < x.length; f++) {
    for (let t = 0; t < targets; t++) found[t]! += coefficients[f * targets + t]! * x[f]!;
  }
  return found;
}

type Solution = {
  readonly coefficients: Float64Array;
  /** Diagonal of X(XᵀX + λI)⁻¹Xᵀ. */
  readonly leverages: Float64Array;
};

/** B = (XᵀX + λI)⁻¹XᵀY. */
function preparePrimal({ rows, features, targets, x, y }: RidgeExamples): (lambda: number) => Solution {
  const gram = new Float64Array(features * features);
  const product = new Float64Array(features * targets);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < features; i++) {
      const value = x[row * features + i]!;
      for (let j = 0; j <= i; j++) gram[i * features + j]! += value * x[row * features + j]!;
      for (let t = 0; t < targets; t++) product[i * targets + t]! += value * y[row * targets + t]!;
    }
  }
  return (lambda) => {
    const l = choleskyOf(gram, features, lambda);
    const leverages = Float64Array.from({ length: rows }, (_, row) =>
      squaredLength(forwardSolve(l, features, x.subarray(row * features, (row + 1) * features))),
    );
    return { coefficients: solveColumns(l, features, product, targets), leverages };
  };
}

/** B = Xᵀ(XXᵀ + λI)⁻¹Y, which is the same; and K(K + λI)⁻¹ = I − λ(K + λI)⁻¹ for K = XXᵀ. */
function prepareDual({ rows, features, targets, x, y }: RidgeExamples): (lambda: number) => Solution {
  const kernel = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let f = 0; f < features; f++) sum += x[i * features + f]! * x[j * features + f]!;
      kernel[i * rows + j] = sum;
    }
  }
  return (lambda) => {
    const l = choleskyOf(kernel, rows, lambda);
    const duals = solveColumns(l, rows, y, targets);
    const coefficients = new Float64Array(features * targets);
    for (let row = 0; row < rows; row++) {
      for (let f = 0; f < features; f++) {
        const value = x[row * features + f]!;
        for (let t = 0; t < targets; t++) coefficients[f * targets + t]! += value * duals[row * targets + t]!;
      }
    }
    const leverages = Float64Array.from({ length: rows }, (_, row) => {
      const unit = new Float64Array(rows);
      unit[row] = 1;
      return 1 - lambda * squaredLength(forwardSolve(l, rows, unit, row));
    });
    return { coefficients, leverages };
  };
}

/** Cholesky of A + λI, of which only the lower triangle of A is read. */
function choleskyOf(a: Float64Array, n: number, lambda: number): Float64Array {
  const moved = a.slice();
  for (let i = 0; i < n; i++) moved[i * n + i]! += lambda;
  return cholesky(moved, n);
}

/** Solves L·Lᵀ·Z = B for each column of B, which is row-major n × columns. */
function solveColumns(l: Float64Array, n: number, b: Float64Array, columns: number): Float64Array {
  const solved = new Float64Array(n * columns);
  for (let column = 0; column < columns; column++) {
    const one = Float64Array.from({ length: n }, (_, row) => b[row * columns + column]!);
    backSolve(l, n, forwardSolve(l, n, one)).forEach((value, row) => {
      solved[row * columns + column] = value;
    });
  }
  return solved;
}

function columnMeans(values: Float64Array, rows: number, columns: number): Float64Array {
  const means = new Float64Array(columns);
  values.forEach((value, at) => {
    means[at % columns]! += value / rows;
  });
  return means;
}

function squaredLength(vector: Float64Array): number {
  return vector.reduce((sum, value) => sum + value * value, 0);
}
