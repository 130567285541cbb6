import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { calibrate } from '../../../src-main/emotion/calibrate.ts';

const calibration = {
  kind: 'tanh',
  valence: { centre: 0.02, gain: 3 },
  arousal: { centre: -0.05, gain: 4 },
} as const;
const axis = fc.double({ min: -2, max: 2, noNaN: true });

describe('calibrate', () => {
  test('puts the centre into the centre', () => {
    expect(calibrate({ valence: 0.02, arousal: -0.05 }, calibration)).toEqual({ valence: 0, arousal: 0 });
  });

  test('keeps order and stays in the plane', () => {
    fc.assert(
      fc.property(axis, axis, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((x) =>
          calibrate({ valence: x, arousal: x }, calibration),
        );
        return (
          low!.valence <= high!.valence &&
          low!.arousal <= high!.arousal &&
          low!.valence >= -1 &&
          high!.arousal <= 1
        );
      }),
    );
  });
});
