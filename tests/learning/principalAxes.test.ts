import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import { principalAxes, projected } from '../../src-main/learning/principalAxes.ts';
import { createRandom } from '../../src-main/recommend/random.ts';

/** Points that vary by 3 along (.6, .8, 0), by 1 across it, and by .1 upwards, around (5, −2, 1). */
function planted(): number[] {
  const random = createRandom(3);
  const spread = (width: number) => width * (random() + random() - 1);
  return Array.from({ length: 500 }, () => {
    const [along, across, up] = [spread(3), spread(1), spread(0.1)];
    return [5 + 0.6 * along - 0.8 * across, -2 + 0.8 * along + 0.6 * across, 1 + up];
  }).flat();
}

test('the directions that points were spread along are found again, the widest first', () => {
  const { means, axes, shares } = principalAxes(planted(), 3, 2);
  expect([...means].map(Math.round)).toEqual([5, -2, 1]);
  expect(Math.abs(axes[0]![0]!)).toBeCloseTo(0.6, 1);
  expect(Math.abs(axes[0]![1]!)).toBeCloseTo(0.8, 1);
  expect(Math.abs(axes[1]![0]!)).toBeCloseTo(0.8, 1);
  expect(shares[0]).toBeGreaterThan(0.8);
  expect(shares[0]! + shares[1]!).toBeLessThanOrEqual(1 + 1e-9);
});

test('where all points are the same there is no direction, and nobody divides by nought', () => {
  const { axes, shares } = principalAxes([1, 2, 1, 2, 1, 2], 2, 2);
  expect(axes.map((axis) => [...axis])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(shares).toEqual([0, 0]);
});

test('rows that are not whole are refused', () => {
  expect(() => principalAxes([1, 2, 3], 2, 1)).toThrow(RangeError);
  expect(() => principalAxes([], 2, 1)).toThrow(RangeError);
});

propertyTest.prop([
  fc.array(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 4, maxLength: 4 }), {
    minLength: 2,
    maxLength: 30,
  }),
])('axes are at right angles, and along the first the points vary no less than along the second', (rows) => {
  const pca = principalAxes(rows.flat(), 4, 2);
  const [first, second] = pca.axes;
  expect(first!.reduce((sum, part, at) => sum + part * second![at]!, 0)).toBeCloseTo(0, 4);
  const variance = (axis: number) =>
    rows.reduce((sum, row) => sum + projected(pca, row)[axis]! ** 2, 0) / rows.length;
  expect(variance(0)).toBeGreaterThanOrEqual(variance(1) * (1 - 1e-3) - 1e-9);
});
