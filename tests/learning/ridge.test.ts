import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { cholesky } from '../../src-main/learning/cholesky.ts';
import { applyLinear, fitRidge, type RidgeExamples } from '../../src-main/learning/ridge.ts';
import { createRandom } from '../../src-main/recommend/random.ts';

/** Normally distributed numbers (Box and Muller). */
function normals(seed: number): () => number {
  const random = createRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function drawn(seed: number, rows: number, features: number, targets: number): RidgeExamples {
  const normal = normals(seed);
  return {
    rows,
    features,
    targets,
    x: Float64Array.from({ length: rows * features }, normal),
    y: Float64Array.from({ length: rows * targets }, normal),
  };
}

function without({ rows, features, targets, x, y }: RidgeExamples, left: number): RidgeExamples {
  const keep = (values: Float64Array, width: number) =>
    values.filter((_, at) => Math.floor(at / width) !== left);
  return { rows: rows - 1, features, targets, x: keep(x, features), y: keep(y, targets) };
}

const shapes = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 3, max: 14 }),
  features: fc.integer({ min: 1, max: 20 }),
  targets: fc.integer({ min: 1, max: 3 }),
  lambda: fc.double({ min: 0.01, max: 100, noNaN: true }),
});

describe('ridge regression', () => {
  test.prop([shapes])('in closed form leaves each example out as a refit without it does', (shape) => {
    const { seed, rows, features, targets, lambda } = shape;
    const examples = drawn(seed, rows, features, targets);
    const { leaveOneOut } = fitRidge(examples, lambda);
    for (let row = 0; row < rows; row++) {
      const refit = fitRidge(without(examples, row), lambda);
      const predicted = applyLinear(refit, examples.x.subarray(row * features, (row + 1) * features));
      for (let t = 0; t < targets; t++) {
        const expected = examples.y[row * targets + t]! - predicted[t]!;
        expect(leaveOneOut[row * targets + t]).toBeCloseTo(expected, 6);
      }
    }
  });

  test.prop([shapes])('is at its minimum: no step to a side is better', (shape) => {
    const { seed, rows, features, targets, lambda } = shape;
    const examples = drawn(seed, rows, features, targets);
    const fit = fitRidge(examples, lambda);
    const least = loss(examples, fit.intercept, fit.coefficients, lambda);
    const normal = normals(seed + 1);
    for (let attempt = 0; attempt < 5; attempt++) {
      const intercept = fit.intercept.map((value) => value + 0.01 * normal());
      const coefficients = fit.coefficients.map((value) => value + 0.01 * normal());
      expect(loss(examples, intercept, coefficients, lambda)).toBeGreaterThan(least);
    }
  });

  test.prop([fc.nat()])('gives the same over features as over examples', (seed) => {
    // Repeated columns of zeros change nothing but which way is taken.
    const narrow = drawn(seed, 8, 5, 2);
    const wide: RidgeExamples = {
      ...narrow,
      features: 12,
      x: Float64Array.from({ length: 8 * 12 }, (_, at) => {
        const column = at % 12;
        return column < 5 ? narrow.x[Math.floor(at / 12) * 5 + column]! : 0;
      }),
    };
    const a = fitRidge(narrow, 0.7);
    const b = fitRidge(wide, 0.7);
    a.leaveOneOut.forEach((value, at) => expect(b.leaveOneOut[at]).toBeCloseTo(value, 8));
    a.coefficients.forEach((value, at) => expect(b.coefficients[at]).toBeCloseTo(value, 8));
    a.intercept.forEach((value, at) => expect(b.intercept[at]).toBeCloseTo(value, 8));
  });

  test.prop([fc.nat(), fc.constantFrom(4, 60)])('finds a planted map again', (seed, rows) => {
    const features = 3;
    const { x } = drawn(seed, rows, features, 1);
    const planted = [0.5, -2, 1];
    const y = Float64Array.from(
      { length: rows },
      (_, row) => 4 + planted.reduce((sum, weight, f) => sum + weight * x[row * features + f]!, 0),
    );
    const fit = fitRidge({ rows, features, targets: 1, x, y }, 1e-9);
    if (rows === 60) {
      expect(fit.intercept[0]).toBeCloseTo(4, 5);
      planted.forEach((weight, f) => expect(fit.coefficients[f]).toBeCloseTo(weight, 5));
    }
    for (let row = 0; row < rows; row++) {
      expect(applyLinear(fit, x.subarray(row * features, (row + 1) * features))[0]).toBeCloseTo(y[row]!, 3);
    }
  });

  test('becomes the mean as lambda grows', () => {
    const examples = drawn(5, 10, 4, 1);
    const fit = fitRidge(examples, 1e12);
    expect(fit.intercept[0]).toBeCloseTo(
      examples.y.reduce((sum, value) => sum + value / 10, 0),
      6,
    );
    fit.coefficients.forEach((value) => expect(value).toBeCloseTo(0, 6));
  });

  test.each([
    ['lambda 0', () => fitRidge(drawn(1, 5, 2, 1), 0)],
    ['lambda that is no number', () => fitRidge(drawn(1, 5, 2, 1), NaN)],
    ['one example', () => fitRidge(drawn(1, 1, 2, 1), 1)],
    ['a row too few', () => fitRidge({ ...drawn(1, 5, 2, 1), rows: 6 }, 1)],
    ['a value that is no number', () => fitRidge({ ...drawn(1, 3, 1, 1), x: Float64Array.of(1, NaN, 2) }, 1)],
  ])('refuses %s', (_what, fit) => {
    expect(fit).toThrow(RangeError);
  });
});

function loss(
  { rows, features, targets, x, y }: RidgeExamples,
  intercept: Float64Array,
  coefficients: Float64Array,
  lambda: number,
): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const predicted = applyLinear(
      { intercept, coefficients },
      x.subarray(row * features, (row + 1) * features),
    );
    predicted.forEach((value, t) => (sum += (y[row * targets + t]! - value) ** 2));
  }
  return coefficients.reduce((total, value) => total + lambda * value * value, sum);
}

describe('a triangular factor', () => {
  test.prop([fc.nat(), fc.integer({ min: 1, max: 12 })])(
    'multiplied by itself is the matrix again',
    (seed, n) => {
      const { x } = drawn(seed, n, n, 1);
      const a = new Float64Array(n * n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          for (let k = 0; k < n; k++) a[i * n + j]! += x[i * n + k]! * x[j * n + k]!;
          if (i === j) a[i * n + j]! += 1;
        }
      }
      const l = cholesky(a, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let k = 0; k < n; k++) sum += l[i * n + k]! * l[j * n + k]!;
          expect(sum).toBeCloseTo(a[i * n + j]!, 8);
          if (j > i) expect(l[i * n + j]).toBe(0);
        }
      }
    },
  );

  test('does not exist for a matrix that is not positive definite', () => {
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
  });
});
