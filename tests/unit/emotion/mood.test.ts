import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { moodOf } from '../../../src-main/emotion/mood.ts';

describe('moodOf', () => {
  test.each([
    [0.8, 0.4, 'happy'],
    [0.8, 0, 'happy'],
    [0.6, 0.6, 'excited'],
    [-0.2, 0.7, 'tense'],
    [-0.7, 0.8, 'upset'],
    [-0.8, 0, 'sad'],
    [-0.5, -0.5, 'gloomy'],
    [-0.1, -0.8, 'tired'],
    [0.5, -0.5, 'calm'],
    [0.1, -0.1, 'neutral'],
    [0, 0, 'neutral'],
    [-0, -0, 'neutral'],
    [Number.NaN, 0.5, 'neutral'],
  ])('(%d, %d) is %s', (valence, arousal, mood) => {
    expect(moodOf({ valence, arousal })).toBe(mood);
  });

  test('the mood depends on the direction alone outside the centre', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3.14, max: 3.14, noNaN: true }),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        (angle, radius) => {
          const at = (length: number) =>
            moodOf({ valence: length * Math.cos(angle), arousal: length * Math.sin(angle) });
          return at(radius) === at(0.25);
        },
      ),
    );
  });
});
