import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';

import {
  type BoostedModel,
  importanceOf,
  openBoosted,
  readBoosted,
} from '../../../src-main/learning/boosting/boostedModel.ts';
import { trainBoosted } from '../../../src-main/learning/boosting/trainBoosted.ts';
import { examplesOf, pickExamples } from '../../../src-main/learning/examples.ts';
import { areaUnderCurve } from '../../../src-main/learning/metrics.ts';
import { createRandom } from '../../../src-main/recommend/random.ts';
import { checkerboard, syntheticExamples } from '../syntheticExamples.ts';

const train = (examples: Parameters<typeof trainBoosted>[0], options = {}, seed = 1) =>
  trainBoosted(examples, options, createRandom(seed));

describe('boosted trees', () => {
  test('find a checkerboard, which no feature shows alone', () => {
    const model = train(syntheticExamples(2000, 4, 1, checkerboard));
    const unseen = syntheticExamples(2000, 4, 2, checkerboard);
    expect(areaUnderCurve(openBoosted(model).margins(unseen.x), unseen.y)).toBeGreaterThan(0.98);
    const importance = importanceOf(model);
    expect(importance[0]! + importance[1]!).toBeGreaterThan(0.8);
  });

  test('give probabilities that are as frequent as they say', () => {
    const chance = ([a, b]: Float64Array) => 0.1 + 0.8 * a! * b!;
    const model = train(syntheticExamples(8000, 3, 3, chance), { folds: 5 });
    const unseen = syntheticExamples(8000, 3, 4, chance);
    const found = openBoosted(model).probabilities(unseen.x);
    for (let tenth = 1; tenth < 8; tenth++) {
      const rows = [...found.keys()].filter((row) => Math.floor(found[row]! * 10) === tenth);
      if (rows.length < 200) continue;
      const share = rows.filter((row) => unseen.y[row] === 1).length / rows.length;
      expect(Math.abs(share - (tenth + 0.5) / 10)).toBeLessThan(0.08);
    }
  });

  test('are the same for the same draws, and others for others', () => {
    const examples = syntheticExamples(400, 5, 5, ([a]) => a!);
    expect(train(examples, {}, 7)).toEqual(train(examples, {}, 7));
    expect(train(examples, {}, 8)).not.toEqual(train(examples, {}, 7));
  });

  test('do not change the examples', () => {
    const examples = syntheticExamples(300, 3, 6, ([a]) => a!);
    const before = structuredClone(examples);
    train(examples);
    expect(examples).toEqual(before);
  });

  test('stop early where there is nothing to find', () => {
    const noise = syntheticExamples(1000, 6, 7, () => 0.5);
    expect(train(noise, { folds: 5, rounds: 300 }).roots.length).toBeLessThan(40);
  });

  test('learn from what is unknown where that says something', () => {
    const examples = syntheticExamples(1000, 2, 8, ([a]) => (a! > 0.5 ? 0.9 : 0.1));
    for (let row = 0; row < examples.rows; row++) {
      if (examples.x[row * 2]! > 0.5) examples.x[row * 2] = NaN;
    }
    const model = train(examples);
    const [unknown, known] = openBoosted(model).probabilities(Float64Array.of(NaN, 0.5, 0.2, 0.5));
    expect(unknown).toBeGreaterThan(0.7);
    expect(known).toBeLessThan(0.3);
  });

  test('count an example with weight three as three examples', () => {
    const drawn = syntheticExamples(300, 3, 9, ([a]) => a!);
    // Few values, so that both are cut at the same edges.
    const plain = { ...drawn, x: drawn.x.map((value) => Math.floor(value * 8)) };
    const places = [...Array(300).keys()].flatMap((row) => (row < 100 ? [row, row, row] : [row]));
    const weights = Float64Array.from({ length: 300 }, (_, row) => (row < 100 ? 3 : 1));
    const options = { rowShare: 1, featureShare: 1, rounds: 5, leafRows: 1 };
    const repeated = openBoosted(train(pickExamples(plain, places), options)).margins(plain.x);
    const once = openBoosted(train({ ...plain, weights }, options)).margins(plain.x);
    once.forEach((margin, row) => expect(margin).toBeCloseTo(repeated[row]!, 6));
  });

  test.each([
    ['one example', examplesOf(Float64Array.of(1, 2), Uint8Array.of(1), 2)],
    ['one label only', examplesOf(Float64Array.from({ length: 60 }, Math.sqrt), new Uint8Array(30), 2)],
    [
      'features that never change',
      examplesOf(
        new Float64Array(60),
        Uint8Array.from({ length: 30 }, (_, at) => at % 2),
        2,
      ),
    ],
    [
      'nothing known',
      examplesOf(
        new Float64Array(60).fill(NaN),
        Uint8Array.from({ length: 30 }, (_, at) => at % 2),
        2,
      ),
    ],
    [
      'values without bounds',
      examplesOf(
        Float64Array.from({ length: 60 }, (_, at) => (at % 3 ? Infinity : -Infinity)),
        Uint8Array.from({ length: 30 }, (_, at) => at % 2),
        2,
      ),
    ],
  ])('give finite answers from %s', (_what, examples) => {
    const model = train(examples, { leafRows: 1, folds: 3 });
    const found = openBoosted(model).margins(Float64Array.of(0.5, NaN, -1e300, 1e300));
    expect([...found].every(Number.isFinite)).toBe(true);
    expect(readBoosted(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  test('need an example', () => {
    expect(() => train(examplesOf(new Float64Array(0), new Uint8Array(0), 2))).toThrow(/nothing to learn/);
  });

  propertyTest.prop([fc.integer({ min: 1, max: 2 ** 31 - 1 })], { numRuns: 20 })(
    'answer the same whatever steadily rising function a feature went through',
    (seed) => {
      const examples = syntheticExamples(200, 2, seed, ([a, b]) => (a! + b!) / 2);
      const bent = { ...examples, x: examples.x.map((value) => Math.exp(3 * value)) };
      const options = { rounds: 10, bins: 255 };
      const plain = openBoosted(train(examples, options)).margins(examples.x);
      expect(openBoosted(train(bent, options)).margins(bent.x)).toEqual(plain);
    },
  );
});

describe('a kept model', () => {
  const model = train(
    syntheticExamples(500, 3, 10, ([a]) => a!),
    { rounds: 20 },
  );

  test('is read back exactly', () => {
    const kept = JSON.parse(JSON.stringify(model)) as unknown;
    expect(readBoosted(kept)).toEqual(model);
  });

  test.each([
    ['nothing', null],
    ['another format', { ...model, format: 2 }],
    ['a column that is cut off', { ...model, value: model.value.slice(1) }],
    ['a child that leads back', { ...model, left: model.left.map(() => 0) }],
    ['a child outside', { ...model, left: model.left.map(() => model.left.length) }],
    ['a feature that is not there', { ...model, feature: model.feature.map(() => 9) }],
    ['a value that is no number', { ...model, value: model.value.map(() => null) }],
  ])('is refused when it is %s', (_what, stored) => {
    expect(readBoosted(stored)).toBeNull();
  });

  test('scores many rows as it scores each', () => {
    const { x } = syntheticExamples(1000, 3, 11, () => 0.5);
    const scorer = openBoosted(model as BoostedModel);
    const together = scorer.margins(x);
    const alone = Array.from({ length: 1000 }, (_, row) => scorer.margins(x.slice(row * 3, row * 3 + 3))[0]);
    expect([...together]).toEqual(alone);
  });
});
