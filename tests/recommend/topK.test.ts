import { expect, test } from 'vitest';
import { fc, test as property } from '@fast-check/vitest';

import { createBest, topK } from '../../src-main/recommend/topK.ts';

const score = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double(), fc.constant(NaN));

property.prop([fc.array(score, { maxLength: 60 }), fc.nat(70)])(
  'the best k are those of a full sort, ties to the lower index and without NaN',
  (scores, k) => {
    const sorted = [...scores.keys()]
      .filter((i) => !Number.isNaN(scores[i]))
      .sort((a, b) => (scores[a] === scores[b] ? a - b : scores[b]! > scores[a]! ? 1 : -1));
    expect([...topK(scores, k)]).toEqual(sorted.slice(0, k));
  },
);

test('a k that is no number or below 0 is refused', () => {
  expect(() => topK([1], NaN)).toThrow(RangeError);
  expect(() => topK([1], -1)).toThrow(RangeError);
  expect(() => createBest(1.5)).toThrow(RangeError);
});

test('an endless k gives everything there is', () => {
  expect([...topK([1, 3, 2], Infinity)]).toEqual([1, 2, 0]);
});

test('the threshold is what a row must beat', () => {
  const best = createBest(2);
  expect(best.threshold()).toBe(-Infinity);
  best.offer(0, 5);
  best.offer(1, 7);
  expect(best.threshold()).toBe(5);
  best.offer(2, 6);
  expect(best.threshold()).toBe(6);
  expect(createBest(0).threshold()).toBe(Infinity);
});

test('a drained heap starts again', () => {
  const best = createBest(2);
  best.offer(4, 1);
  best.drain();
  best.offer(9, 0);
  expect(best.drain()).toEqual({ rows: Int32Array.of(9), scores: Float64Array.of(0) });
});
