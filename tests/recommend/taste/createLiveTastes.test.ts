import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import { createLiveTastes } from '../../../src-main/recommend/taste/createLiveTastes.ts';
import { tastesOf, type TasteVerdict } from '../../../src-main/recommend/taste/tastes.ts';
import { syntheticView } from '../syntheticView.ts';

const NOW = 1e10;
const SONGS = 90;

/** Three clusters, in the first of which songs are of two kinds, so that its likes may split. */
const view = syntheticView({ size: SONGS, clusters: 3 });
for (let row = 0; row < SONGS; row++) {
  view.cluster[row] = row < 40 ? 0 : 1 + (row % 2);
  if (row >= 40) continue;
  const isLoud = row % 2 === 0;
  for (let f = 0; f < 9; f++) view.features[row * 9 + f] = (isLoud === f < 5 ? 0.9 : 0.1) + (row % 10) / 100;
}

const event = fc.record({
  row: fc.nat(SONGS - 1),
  /** Null takes the verdict back. */
  verdict: fc.constantFrom(...Array<'like'>(4).fill('like'), 'dislike' as const, 'skip' as const, null),
  at: fc.nat(NOW),
  isLooked: fc.boolean(),
});

let splits = 0;

propertyTest.prop([fc.array(event, { maxLength: 200, size: 'max' })], { numRuns: 100 })(
  'tastes that followed any log, looked at or not on the way, are to the last bit those that are worked out anew',
  (events) => {
    const live = createLiveTastes(view, NOW);
    const standing = new Map<number, TasteVerdict>();
    const anew = () => tastesOf(view, [...standing.values()], NOW);
    events.forEach(({ row, verdict, at, isLooked }, place) => {
      standing.delete(row);
      if (verdict) standing.set(row, { row, verdict, at });
      live.set(row, verdict && { place, verdict: { row, verdict, at } });
      if (isLooked) expect(live.current()).toStrictEqual(anew());
    });
    const found = anew();
    expect(live.current()).toStrictEqual(found);
    if (found.all.some(({ key }) => key.endsWith('a'))) splits++;
  },
);

test('and some of those were split', () => {
  expect(splits).toBeGreaterThan(0);
});
