import { describe, expect, test } from 'vitest';

import { examplesOf } from '../../src-main/learning/examples.ts';
import {
  fitLogistic,
  logisticMargins,
  logisticParts,
  readLogistic,
} from '../../src-main/learning/logisticRegression.ts';
import { sigmoid } from '../../src-main/learning/metrics.ts';
import { syntheticExamples } from './syntheticExamples.ts';

describe('logistic regression', () => {
  test('finds the weights that the labels were drawn with', () => {
    const examples = syntheticExamples(20_000, 3, 1, ([a, b]) => sigmoid(4 * (a! - 0.5) - 2 * (b! - 0.5)));
    const { coefficients, deviations } = fitLogistic(examples, { penalty: 1e-6, isBalanced: false });
    const slopes = coefficients.map((own, feature) => own / deviations[feature]!);
    expect(slopes[0]).toBeCloseTo(4, 0);
    expect(slopes[1]).toBeCloseTo(-2, 0);
    expect(Math.abs(slopes[2]!)).toBeLessThan(0.2);
  });

  test('is at the bottom: no small move of a weight lowers the penalised loss', () => {
    const examples = syntheticExamples(300, 4, 2, ([a]) => a!);
    const model = fitLogistic(examples, { penalty: 2, isBalanced: false });
    const lossOf = (coefficients: readonly number[], intercept: number) => {
      const margins = logisticMargins({ ...model, coefficients, intercept }, examples.x);
      const loss = margins.reduce(
        (sum, margin, row) => sum + Math.log1p(Math.exp(examples.y[row] === 1 ? -margin : margin)),
        0,
      );
      return loss + coefficients.reduce((sum, own) => sum + own ** 2, 0);
    };
    const least = lossOf(model.coefficients, model.intercept);
    for (const step of [-1e-3, 1e-3]) {
      expect(lossOf(model.coefficients, model.intercept + step)).toBeGreaterThan(least);
      model.coefficients.forEach((_, moved) => {
        const others = model.coefficients.map((own, at) => (at === moved ? own + step : own));
        expect(lossOf(others, model.intercept)).toBeGreaterThan(least);
      });
    }
  });

  test('gives both labels the same say where they are balanced', () => {
    const rare = syntheticExamples(4000, 1, 3, ([a]) => (a! > 0.9 ? 0.5 : 0.02));
    const margins = logisticMargins(fitLogistic(rare), rare.x);
    const mean = (label: number) => {
      const own = margins.filter((_, row) => rare.y[row] === label);
      return own.reduce((sum, margin) => sum + sigmoid(margin), 0) / own.length;
    };
    expect(mean(1)).toBeGreaterThan(0.5);
    expect(mean(0)).toBeLessThan(0.5);
  });

  test.each([
    [
      'labels that a feature parts without a mistake',
      examplesOf(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 0, 1, 1), 1),
    ],
    ['one label only', examplesOf(Float64Array.of(1, 2, 3), Uint8Array.of(1, 1, 1), 1)],
    ['a feature that never changes', examplesOf(Float64Array.of(2, 2, 2), Uint8Array.of(1, 0, 1), 1)],
    ['unknown values', examplesOf(Float64Array.of(NaN, 2, NaN, 1), Uint8Array.of(1, 0, 1, 0), 1)],
  ])('is finite with %s', (_what, examples) => {
    const model = fitLogistic(examples);
    expect(readLogistic(JSON.parse(JSON.stringify(model)))).toEqual(model);
    expect([...logisticMargins(model, examples.x)].every(Number.isFinite)).toBe(true);
  });

  test('says what each feature adds, which sums to the margin', () => {
    const examples = syntheticExamples(200, 3, 4, ([a]) => a!);
    const model = fitLogistic(examples);
    const row = examples.x.slice(0, 3);
    const sum = logisticParts(model, row).reduce((all, own) => all + own, model.intercept);
    expect(sum).toBeCloseTo(logisticMargins(model, row)[0]!, 12);
  });

  test('is refused when it was cut off', () => {
    const model = fitLogistic(syntheticExamples(50, 2, 5, ([a]) => a!));
    expect(readLogistic({ ...model, means: [0] })).toBeNull();
    expect(readLogistic({ ...model, format: 9 })).toBeNull();
    expect(readLogistic('')).toBeNull();
  });
});
