import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';

import { ScrollMap } from '../../../src-renderer/lib/scrollMap.ts';

const ROW = 36;
const VIEW = 700;

function open(total: number, maxHeight?: number): ScrollMap {
  const map = new ScrollMap(ROW, maxHeight);
  map.resize(total, VIEW);
  return map;
}

test('a list that fits under the scrollbar stands where the scrollbar says', () => {
  const map = open(1000);
  expect(map.height).toBe(36_000);
  map.scroll(1234);
  expect(map.top).toBe(1234);
  expect(map.range).toEqual({ first: 34, until: 54 });
});

test('a million rows get a scrollbar that a browser can lay out, and both ends are reached', () => {
  const map = open(1_000_000);
  expect(map.height).toBeLessThan(10_000_000);
  map.scroll(map.height - VIEW);
  expect(map.range.until).toBe(1_000_000);
  map.scroll(0);
  expect(map.range.first).toBe(0);
});

test('the wheel moves a list of a million rows by as much as it moves a short one', () => {
  const map = open(1_000_000);
  map.scroll(3_000_000);
  const before = map.top;
  map.scroll(3_000_100);
  expect(map.top - before).toBe(100);
});

test.prop([fc.array(fc.integer({ min: -600, max: 600 }), { maxLength: 60 }), fc.nat(999_999)])(
  'whatever is scrolled, the view stays within the list, and a row that is asked for is seen whole',
  (moves, row) => {
    const map = open(1_000_000);
    map.scroll(4_000_000);
    let at = 4_000_000;
    for (const move of moves) {
      map.scroll((at += move));
      expect(map.top).toBeGreaterThanOrEqual(0);
      expect(map.top).toBeLessThanOrEqual(map.length);
    }
    map.reveal(row);
    expect(map.range.first).toBeLessThanOrEqual(row);
    expect(map.range.until).toBeGreaterThan(row);
    expect(map.scrollTop).toBeLessThanOrEqual(map.height - VIEW);
    expect(map.scrollTop).toBeGreaterThanOrEqual(0);
  },
);

test('a list that became shorter than the view stands at its top', () => {
  const map = open(1000);
  map.scroll(20_000);
  map.resize(3, VIEW);
  expect(map.top).toBe(0);
  expect(map.range).toEqual({ first: 0, until: 3 });
});
