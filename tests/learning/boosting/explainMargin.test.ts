import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { type BoostedModel, openBoosted } from '../../../src-main/learning/boosting/boostedModel.ts';
import { explainMargin } from '../../../src-main/learning/boosting/explainMargin.ts';
import { trainBoosted } from '../../../src-main/learning/boosting/trainBoosted.ts';
import { createRandom } from '../../../src-main/recommend/random.ts';
import { syntheticExamples } from '../syntheticExamples.ts';

const FEATURES = 4;
const model = trainBoosted(
  syntheticExamples(600, FEATURES, 1, ([a, b, c]) => (a! > 0.5 ? b! : c! * 0.5)),
  { rounds: 12, featureShare: 1 },
  createRandom(1),
);

/** What the model says where only the features in `known` (bits) are known: both ways are weighed by the rows that took them. */
function expectedMargin(row: readonly number[], known: number): number {
  const { feature, threshold, left, value, cover, unknownLeft }: BoostedModel = model;
  const visit = (node: number): number => {
    const cut = feature[node]!;
    if (cut < 0) return value[node]!;
    const child = left[node]!;
    if (known & (1 << cut)) {
      const isLeft = row[cut]! <= threshold[node]! || (Number.isNaN(row[cut]) && unknownLeft[node] === 1);
      return visit(isLeft ? child : child + 1);
    }
    const [a, b] = [cover[child]!, cover[child + 1]!];
    return (a * visit(child) + b * visit(child + 1)) / (a + b);
  };
  return model.roots.reduce((sum, root) => sum + visit(root), model.start);
}

/** Shapley's formula over all sets of features, as slow as it is plain. */
function shapley(row: readonly number[], feature: number): number {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  let sum = 0;
  for (let set = 0; set < 1 << FEATURES; set++) {
    if (set & (1 << feature)) continue;
    const size = set.toString(2).replaceAll('0', '').length;
    const weight = (factorial(size) * factorial(FEATURES - size - 1)) / factorial(FEATURES);
    sum += weight * (expectedMargin(row, set | (1 << feature)) - expectedMargin(row, set));
  }
  return sum;
}

const values = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(NaN)), {
  minLength: FEATURES,
  maxLength: FEATURES,
});

describe('the explanation of a margin', () => {
  propertyTest.prop([values])('sums to the margin', (row) => {
    const { base, contributions } = explainMargin(model, row);
    const margin = openBoosted(model).margins(Float64Array.from(row))[0]!;
    expect(contributions.reduce((sum, own) => sum + own, base)).toBeCloseTo(margin, 9);
  });

  propertyTest.prop([values])('gives each feature its Shapley value', (row) => {
    const { base, contributions } = explainMargin(model, row);
    expect(base).toBeCloseTo(expectedMargin(row, 0), 9);
    contributions.forEach((own, feature) => expect(own).toBeCloseTo(shapley(row, feature), 9));
  });
});
