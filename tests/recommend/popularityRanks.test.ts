import { expect, test } from 'vitest';
import { fc, test as property } from '@fast-check/vitest';

import { NEUTRAL_RANK, popularityRank, popularityRanks } from '../../src-main/recommend/popularityRanks.ts';

property.prop([fc.array(fc.oneof(fc.nat(100), fc.constant(NaN)), { maxLength: 80 })])(
  'a rank is the share of known tracks below, and half of those level',
  (popularity) => {
    const ranks = popularityRanks(Float32Array.from(popularity));
    const known = popularity.filter((value) => !Number.isNaN(value));
    for (const value of known) {
      const below = known.filter((other) => other < value).length;
      const level = known.filter((other) => other === value).length;
      expect(popularityRank(ranks, value)).toBeCloseTo((below + level / 2) / known.length, 12);
    }
  },
);

test('unknown popularity is neutral, and so is every popularity where all are unknown', () => {
  expect(popularityRank(popularityRanks(Float32Array.of(1, 50, 99)), NaN)).toBe(NEUTRAL_RANK);
  expect(popularityRank(popularityRanks(Float32Array.of(NaN)), 80)).toBe(NEUTRAL_RANK);
});

test('popularities outside 0–100 rank with the nearest end', () => {
  const ranks = popularityRanks(Float32Array.of(-5, 50, 140));
  expect(popularityRank(ranks, -5)).toBe(popularityRank(ranks, 0));
  expect(popularityRank(ranks, 140)).toBe(popularityRank(ranks, 100));
});
