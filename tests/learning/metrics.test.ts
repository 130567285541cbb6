import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';

import { placesWhere, shuffle, stratifiedFolds } from '../../src-main/learning/folds.ts';
import { areaUnderCurve, brierScore, logLoss } from '../../src-main/learning/metrics.ts';
import { createRandom } from '../../src-main/recommend/random.ts';

describe('the area under the curve', () => {
  propertyTest.prop([
    fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 40 }),
  ])('is how often a liked one is above a disliked one, ties counting half', (pairs) => {
    const scores = pairs.map(([score]) => score);
    const labels = pairs.map(([, isLiked]) => (isLiked ? 1 : 0));
    const liked = scores.filter((_, at) => labels[at] === 1);
    const disliked = scores.filter((_, at) => labels[at] === 0);
    const wins = liked.flatMap((a) => disliked.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
    const expected = wins.reduce((sum, win) => sum + win, 0) / wins.length;
    if (wins.length === 0) expect(areaUnderCurve(scores, labels)).toBeNaN();
    else expect(areaUnderCurve(scores, labels)).toBeCloseTo(expected, 12);
  });
});

test('log loss and Brier score are those of hand-made examples', () => {
  expect(logLoss([0.8, 0.4], [1, 0])).toBeCloseTo((-Math.log(0.8) - Math.log(0.6)) / 2, 12);
  expect(brierScore([0.8, 0.4], [1, 0])).toBeCloseTo((0.04 + 0.16) / 2, 12);
  expect(logLoss([0, 1], [1, 0])).toBeLessThan(40);
});

describe('folds', () => {
  propertyTest.prop([
    fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 200 }),
    fc.integer({ min: 2, max: 10 }),
  ])('are as equal in size as can be, in all and for each label', (labels, folds) => {
    const parts = stratifiedFolds(labels, folds, createRandom(3));
    const sizes = (holds: (place: number) => boolean) =>
      Array.from(
        { length: folds },
        (_, part) => placesWhere(labels.length, (at) => parts[at] === part && holds(at)).length,
      );
    for (const counts of [
      sizes(() => true),
      sizes((at) => labels[at] === 0),
      sizes((at) => labels[at] === 1),
    ]) {
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
  });
});

test('shuffling keeps every value and draws each order about as often', () => {
  const counts = new Map<string, number>();
  const random = createRandom(1);
  for (let draw = 0; draw < 6000; draw++) {
    const values = [1, 2, 3];
    shuffle(values, random);
    counts.set(values.join(''), (counts.get(values.join('')) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
