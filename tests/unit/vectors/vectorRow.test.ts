import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { dot } from '../../../src-main/vectors/dot.ts';
import {
  componentsAt,
  copyRow,
  isWhole,
  makeRows,
  scaleAt,
  textHashAt,
  trackIdAt,
  writeRow,
} from '../../../src-main/vectors/files/vectorRow.ts';

const finite = fc.double({ min: -1, max: 1, noNaN: true });
const vectors = fc
  .tuple(fc.integer({ min: 1, max: 33 }), fc.integer())
  .chain(([length]) =>
    fc.tuple(
      fc.array(finite, { minLength: length, maxLength: length }),
      fc.array(finite, { minLength: length, maxLength: length }),
    ),
  );

const unit = (numbers: readonly number[]) => {
  const length = Math.hypot(...numbers);
  return Float32Array.from(numbers, (x) => x / length);
};

describe('a stored vector', () => {
  test.prop([vectors])('keeps its cosine to any other to a ten-thousandth', ([a, b]) => {
    fc.pre(Math.hypot(...a) > 1e-6 && Math.hypot(...b) > 1e-6);
    const rows = makeRows(2, a.length);
    writeRow(rows, 1, { id: 7, hash: 9, vector: a });
    const exact = unit(a).reduce((sum, x, at) => sum + x * unit(b)[at]!, 0);
    const stored = dot(unit(b), rows.components, componentsAt(rows, 1), a.length) * scaleAt(rows, 1);
    expect(Math.abs(stored - exact)).toBeLessThan(1e-4 * a.length);
  });

  test('keeps whose it is and of which text', () => {
    const rows = makeRows(3, 6);
    const hash = Number.MAX_SAFE_INTEGER;
    writeRow(rows, 2, { id: 2 ** 31 - 1, hash, vector: [1, 2, 3, 4, 5, 6] });
    copyRow(rows, 0, { id: 5, hash, from: rows, fromRow: 2 });
    expect([trackIdAt(rows, 2), textHashAt(rows, 2), isWhole(rows, 2)]).toEqual([2 ** 31 - 1, hash, true]);
    expect([trackIdAt(rows, 0), textHashAt(rows, 0), isWhole(rows, 0)]).toEqual([5, hash, true]);
    expect(scaleAt(rows, 0)).toBe(scaleAt(rows, 2));
  });

  test.prop([fc.nat(31), fc.nat(7)])('shows any flipped bit', (byte, bit) => {
    const rows = makeRows(1, 6);
    writeRow(rows, 0, { id: 3, hash: 12_345, vector: [1, -2, 3, -4, 5, -6] });
    rows.bytes[byte]! ^= 1 << bit;
    expect(isWhole(rows, 0)).toBe(false);
  });

  test.each([[[0, 0, 0]], [[NaN, 1, 2]], [[Infinity, 0, 0]], [null]])('%j has no direction', (vector) => {
    const rows = makeRows(1, 3);
    writeRow(rows, 0, { id: 1, hash: 1, vector });
    expect(scaleAt(rows, 0)).toBe(0);
    expect(isWhole(rows, 0)).toBe(true);
  });
});
