import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import { rowOf, songsOf } from '../../src-main/recommend/rowOf.ts';
import { syntheticView } from './syntheticView.ts';

test('every track is found in its row and no other id is found', () => {
  const view = syntheticView({ size: 37 });
  view.ids.forEach((id, row) => {
    expect(rowOf(view, id)).toBe(row);
    expect(rowOf(view, id + 1)).toBe(-1);
  });
  expect(rowOf(view, -1)).toBe(-1);
  expect(rowOf(view, 1e12)).toBe(-1);
  expect(rowOf(syntheticView({ size: 0 }), 1)).toBe(-1);
});

property.prop([
  fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { maxLength: 60 }),
  fc.integer({ min: -2, max: 125 }),
])('however many ids are missing, a row is that of its id', (some, id) => {
  const ids = Int32Array.from(some).sort();
  const view = { ...syntheticView({ size: ids.length }), ids };
  expect(rowOf(view, id)).toBe(ids.indexOf(id));
});

test('two versions of a song are one song', () => {
  const view = syntheticView({ size: 20 });
  expect(songsOf(view, new Set([view.ids[8]!, view.ids[9]!, 999_999]))).toEqual(new Set([8]));
});
