import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';

import { wavePath } from '../../../src-renderer/lib/wavePath.ts';

const wave = fc.record({
  x: fc.integer({ min: -50, max: 50 }),
  y: fc.integer({ min: -50, max: 50 }),
  width: fc.integer({ min: 1, max: 800 }),
  amplitude: fc.integer({ min: 0, max: 40 }),
  wavelength: fc.integer({ min: 8, max: 120 }),
  phase: fc.double({ min: -2, max: 2, noNaN: true }),
});

/** The numbers of a path: where it starts, then six for each cubic. */
const numbersOf = (path: string) => path.match(/-?\d+(\.\d+)?/g)!.map(Number);

test.prop([wave])('the line covers its width and never leaves its height', (shape) => {
  const [startX, startY, ...cubics] = numbersOf(wavePath(shape)) as [number, number, ...number[]];
  expect(startX).toBeLessThanOrEqual(shape.x);
  expect(startY).toBe(shape.y);
  expect(cubics.at(-2)).toBeGreaterThanOrEqual(shape.x + shape.width - 0.01);
  const heights = cubics.filter((_, i) => i % 2 === 1).map((y) => Math.abs(y - shape.y));
  expect(Math.max(...heights)).toBeLessThanOrEqual(shape.amplitude + 0.01);
});

test('the line is a sine', () => {
  const wavelength = 400;
  const amplitude = 1000;
  const numbers = numbersOf(wavePath({ x: 0, y: 0, width: wavelength, amplitude, wavelength }));
  let [x0, y0] = numbers as [number, number];
  for (let i = 2; i < numbers.length; i += 6) {
    const [x1, y1, x2, y2, x3, y3] = numbers.slice(i, i + 6) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    for (const t of [0.2, 0.4, 0.6, 0.8]) {
      const at = (a: number, b: number, c: number, d: number) =>
        a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t * t * (1 - t) + d * t ** 3;
      const sine = -amplitude * Math.sin((2 * Math.PI * at(x0, x1, x2, x3)) / wavelength);
      expect(Math.abs(at(y0, y1, y2, y3) - sine)).toBeLessThan(amplitude * 0.001);
    }
    [x0, y0] = [x3, y3];
  }
});
