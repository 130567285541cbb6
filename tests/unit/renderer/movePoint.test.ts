import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';

import { clampPoint, movePoint } from '../../../src-renderer/lib/movePoint.ts';

const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const point = fc.record({ valence: coordinate, arousal: coordinate });
const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
const OPPOSITE: Record<string, string> = {
  ArrowLeft: 'ArrowRight',
  ArrowRight: 'ArrowLeft',
  ArrowUp: 'ArrowDown',
  ArrowDown: 'ArrowUp',
};

test.prop([point, fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.boolean()), { maxLength: 60 })])(
  'no keys lead out of the plane',
  (start, keys) => {
    let at = start;
    for (const [key, isCoarse] of keys) at = movePoint(at, key, isCoarse)!;
    expect(Math.abs(at.valence)).toBeLessThanOrEqual(1);
    expect(Math.abs(at.arousal)).toBeLessThanOrEqual(1);
  },
);

test.prop([fc.constantFrom(...KEYS), fc.boolean()])('a key and its opposite cancel out', (key, isCoarse) => {
  const start = { valence: 0.25, arousal: -0.4 };
  const there = movePoint(start, key, isCoarse)!;
  expect(there).not.toEqual(start);
  expect(movePoint(there, OPPOSITE[key]!, isCoarse)).toEqual(start);
});

test.prop([fc.double(), fc.double()])(
  'any two numbers make a point of the plane, NaN and infinity too',
  (x, y) => {
    for (const value of Object.values(clampPoint(x, y))) expect(value >= -1 && value <= 1).toBe(true);
  },
);

test('up is energetic, right is pleasant, and other keys move nothing', () => {
  const middle = { valence: 0, arousal: 0 };
  expect(movePoint(middle, 'ArrowUp', false)!.arousal).toBeGreaterThan(0);
  expect(movePoint(middle, 'ArrowRight', false)!.valence).toBeGreaterThan(0);
  expect(movePoint(middle, 'a', false)).toBeNull();
  expect(movePoint(middle, 'constructor', false)).toBeNull();
});
