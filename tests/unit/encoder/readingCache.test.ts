import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { createReadingCache } from '../../../src-main/encoder/readingCache.ts';

describe('the cache of readings', () => {
  test('gives back what was stored for the same text', () => {
    const cache = createReadingCache<number>(10_000, () => 8);
    cache.set('a', 1);
    cache.set('a', 2);
    expect([cache.get('a'), cache.get('b')]).toEqual([2, undefined]);
  });

  test('forgets what was not asked for the longest', () => {
    const cache = createReadingCache<number>(3 * 200, () => 40);
    for (const [at, text] of ['a', 'b', 'c'].entries()) cache.set(text, at);
    cache.get('a');
    cache.set('d', 3);
    expect(['a', 'b', 'c', 'd'].map((text) => cache.get(text))).toEqual([0, undefined, 2, 3]);
  });

  test.prop([fc.array(fc.tuple(fc.string({ maxLength: 2 }), fc.nat(900)), { maxLength: 100 })])(
    'never holds more than it may',
    (stored) => {
      const cache = createReadingCache<number>(2_000, (bytes) => bytes);
      for (const [text, bytes] of stored) {
        cache.set(text, bytes);
        expect(cache.sizeBytes()).toBeLessThanOrEqual(2_000);
        expect(cache.get(text)).toBe(bytes);
      }
    },
  );

  test('does not keep what alone is too large, nor what it replaces', () => {
    const cache = createReadingCache<number>(1_000, (bytes) => bytes);
    cache.set('a', 1);
    cache.set('a', 5_000);
    expect(cache.get('a')).toBeUndefined();
    expect(cache.sizeBytes()).toBe(0);
  });
});
