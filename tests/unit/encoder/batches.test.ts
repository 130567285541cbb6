import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { batchByLength } from '../../../src-main/encoder/input/batchByLength.ts';
import { padBatch } from '../../../src-main/encoder/input/padBatch.ts';
import { poolTokens } from '../../../src-main/encoder/poolTokens.ts';
import { unitLength } from '../../../src-main/encoder/unitLength.ts';

describe('texts of different lengths', () => {
  test.prop([
    fc.array(fc.integer({ min: 1, max: 128 }), { maxLength: 200 }),
    fc.integer({ min: 1, max: 1024 }),
  ])('are batched each once, with no more padding than agreed', (lengths, cells) => {
    const batches = batchByLength(lengths, cells);
    expect(batches.flat().sort((a, b) => a - b)).toEqual(lengths.map((_, index) => index));
    for (const batch of batches) {
      const longest = Math.max(...batch.map((index) => lengths[index]!));
      expect(batch.length === 1 || batch.length * longest <= cells).toBe(true);
    }
  });

  test('share a batch with those of their length', () => {
    expect(batchByLength([9, 2, 9, 2], 18)).toEqual([
      [1, 3],
      [0, 2],
    ]);
  });

  test('are padded at the end, and the mask says where there is text', () => {
    const { rows, length, ids, mask } = padBatch([[5], [6, 7, 8], []], 1);
    expect([rows, length]).toEqual([3, 3]);
    expect([...ids]).toEqual([5n, 1n, 1n, 6n, 7n, 8n, 1n, 1n, 1n]);
    expect([...mask]).toEqual([1n, 0n, 0n, 1n, 1n, 1n, 0n, 0n, 0n]);
  });
});

describe('token vectors become one', () => {
  // Three tokens of two numbers; the third is padding.
  const states = Float32Array.of(1, -4, 3, 2, 100, 100);

  test.each([
    ['by their mean', 'mean', [2, -1]],
    ['by the first of them', 'cls', [1, -4]],
    ['by the highest in each place', 'max', [3, 2]],
  ] as const)('%s, padding left out', (_how, mode, expected) => {
    expect([...poolTokens(states, 2, 2, mode)]).toEqual(expected);
  });

  test('and a text without tokens is nothing', () => {
    for (const mode of ['mean', 'cls', 'max'] as const)
      expect([...poolTokens(states, 0, 2, mode)]).toEqual([0, 0]);
  });
});

describe('a vector brought to length 1', () => {
  test.prop([fc.float32Array({ minLength: 1, maxLength: 40, noNaN: true, min: -1000, max: 1000 })])(
    'keeps its direction',
    (vector) => {
      const unit = unitLength(vector);
      const squares = unit.reduce((sum, value) => sum + value * value, 0);
      const isZero = vector.every((value) => value * value === 0);
      expect(squares).toBeCloseTo(isZero ? 0 : 1, 4);
      vector.forEach((value, at) =>
        expect(Math.sign(unit[at]!) * Math.sign(value)).toBeGreaterThanOrEqual(0),
      );
    },
  );

  test('stays zero when it is', () => {
    expect([...unitLength(new Float32Array(3))]).toEqual([0, 0, 0]);
  });
});
