import { expect, test } from 'vitest';

import { createRandom, unitHash } from '../../src-main/recommend/random.ts';

const draw = (seed: number, count: number) => Array.from({ length: count }, createRandom(seed));

test('the same seed draws the same numbers and another seed others', () => {
  expect(draw(5, 50)).toEqual(draw(5, 50));
  expect(draw(5, 50)).not.toEqual(draw(6, 50));
});

/** Chi-squared of 100 equal bins; with 99 degrees of freedom it exceeds 150 in fewer than one in a thousand cases. */
function unevenness(values: readonly number[]): number {
  const counts = new Float64Array(100);
  for (const value of values) counts[Math.floor(value * 100)]!++;
  const expected = values.length / 100;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

test('drawn numbers lie in [0, 1) and are spread evenly', () => {
  for (const seed of [0, 1, 42, -7, 2 ** 31]) {
    const values = draw(seed, 20_000);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(unevenness(values)).toBeLessThan(150);
  }
});

test('hashes of neighbouring keys and of neighbouring seeds are spread evenly and unrelated', () => {
  const keys = Array.from({ length: 20_000 }, (_, key) => unitHash(20_777, key));
  const seeds = Array.from({ length: 20_000 }, (_, seed) => unitHash(seed, 12));
  const shifted = Array.from({ length: 20_000 }, (_, key) => (unitHash(1, key) - unitHash(2, key) + 1) % 1);
  for (const values of [keys, seeds, shifted]) {
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(unevenness(values)).toBeLessThan(150);
  }
});

test('a hash depends on seed and key alone', () => {
  expect(unitHash(3, 9)).toBe(unitHash(3, 9));
  expect(unitHash(3, 9)).not.toBe(unitHash(9, 3));
});
