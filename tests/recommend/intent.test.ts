import { expect, test } from 'vitest';
import { fc, test as property } from '@fast-check/vitest';

import { INTENT_PULLS, moveTarget } from '../../src-main/recommend/intent.ts';
import type { Intent } from '../../src-preload/wire.ts';

const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const point = fc.record({ valence: coordinate, arousal: coordinate });
const intent = fc.constantFrom(...(Object.keys(INTENT_PULLS) as Intent[]));

property.prop([point])('matching looks where the person is', (felt) => {
  expect(moveTarget(felt, 'match')).toEqual({ valence: felt.valence, arousal: felt.arousal });
});

property.prop([point])('lifting never darkens, calming never wakes, energising never tires', (felt) => {
  expect(moveTarget(felt, 'lift').valence).toBeGreaterThanOrEqual(felt.valence);
  expect(moveTarget(felt, 'calm').arousal).toBeLessThanOrEqual(felt.arousal);
  expect(moveTarget(felt, 'energise').arousal).toBeGreaterThanOrEqual(felt.arousal);
});

property.prop([point])('no intent makes the mood darker', (felt) => {
  for (const wish of ['lift', 'calm', 'energise'] as const) {
    expect(moveTarget(felt, wish).valence).toBeGreaterThanOrEqual(felt.valence);
  }
});

property.prop([point, intent])(
  'a target stays in the plane and goes less than half of the way to a corner',
  (felt, wish) => {
    const target = moveTarget(felt, wish);
    for (const axis of ['valence', 'arousal'] as const) {
      expect(Math.abs(target[axis])).toBeLessThanOrEqual(1);
      const room = 1 + Math.abs(felt[axis]);
      expect(Math.abs(target[axis] - felt[axis])).toBeLessThan(room / 2);
    }
  },
);

property.prop([point, point, intent])(
  'people who feel alike are led alike, and order is kept',
  (a, b, wish) => {
    const [to, other] = [moveTarget(a, wish), moveTarget(b, wish)];
    for (const axis of ['valence', 'arousal'] as const) {
      // Continuity: an intent never drives two feelings further apart.
      expect(Math.abs(to[axis] - other[axis])).toBeLessThanOrEqual(Math.abs(a[axis] - b[axis]) + 1e-12);
      if (a[axis] < b[axis]) expect(to[axis]).toBeLessThanOrEqual(other[axis] + 1e-12);
    }
  },
);

test('a sad person who wants a lift is met on the way, not at the far end', () => {
  const target = moveTarget({ valence: -0.8, arousal: -0.4 }, 'lift');
  expect(target.valence).toBeGreaterThan(-0.2);
  expect(target.valence).toBeLessThan(0.2);
});

test('points outside the plane are brought back and NaN is refused', () => {
  expect(moveTarget({ valence: 3, arousal: -3 }, 'match')).toEqual({ valence: 1, arousal: -1 });
  expect(() => moveTarget({ valence: NaN, arousal: 0 }, 'match')).toThrow(/valence/);
  expect(() => moveTarget({ valence: 0, arousal: NaN }, 'calm')).toThrow(RangeError);
});
