import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import { type BoostedModel, openBoosted } from '../../../src-main/learning/boosting/boostedModel.ts';
import { maskTrees } from '../../../src-main/learning/boosting/maskedTrees.ts';
import { trainBoosted } from '../../../src-main/learning/boosting/trainBoosted.ts';
import { createRandom } from '../../../src-main/recommend/random.ts';
import { checkerboard, syntheticExamples } from '../syntheticExamples.ts';

/** The margins by the definition: down every tree, one row after the other. */
function walked(model: BoostedModel, x: Float64Array): number[] {
  return Array.from({ length: x.length / model.features }, (_, row) => {
    let sum = model.start;
    for (const root of model.roots) {
      let node = root;
      while (model.feature[node]! >= 0) {
        const value = x[row * model.features + model.feature[node]!]!;
        const isLeft = Number.isNaN(value) ? model.unknownLeft[node] === 1 : value <= model.threshold[node]!;
        node = model.left[node]! + (isLeft ? 0 : 1);
      }
      sum += model.value[node]!;
    }
    return sum;
  });
}

property.prop([fc.nat(1000), fc.integer({ min: 2, max: 32 }), fc.integer({ min: 1, max: 20 })], {
  numRuns: 25,
})(
  'masks end where walking ends, to the last bit, also for unknown values and values on a cut',
  (seed, leaves, rounds) => {
    const examples = syntheticExamples(150, 3, seed, checkerboard);
    for (let at = 0; at < examples.x.length; at += 7) examples.x[at] = NaN;
    const model = trainBoosted(examples, { leaves, rounds, depth: 32, leafRows: 2 }, createRandom(seed));
    const x = examples.x.slice();
    // Some values lie on a cut exactly.
    model.feature.forEach((cut, node) => {
      if (cut >= 0 && node < 50) x[node * 3 + cut] = model.threshold[node]!;
    });
    const masked = maskTrees(model)!;
    const margins = new Float64Array(150).fill(model.start);
    masked.add(margins, x, 0, 150);
    expect([...margins]).toEqual(walked(model, x));
    expect([...openBoosted(model).margins(x)]).toEqual(walked(model, x));
  },
);

test('trees of more leaves than a mask has bits are walked', () => {
  const examples = syntheticExamples(400, 2, 3, ([a, b]) => (Math.floor(a! * 12) + Math.floor(b! * 12)) % 2);
  const model = trainBoosted(examples, { leaves: 60, depth: 60, leafRows: 1, rounds: 10 }, createRandom(1));
  expect(maskTrees(model)).toBeNull();
  expect([...openBoosted(model).margins(examples.x)]).toEqual(walked(model, examples.x));
});
