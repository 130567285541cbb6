import { fc, test as property } from '@fast-check/vitest';
import { expect } from 'vitest';

import { cellsByDistance, cellStart, planeIndexOf } from '../../src-main/recommend/planeIndex.ts';
import { popularityRank, popularityRanks } from '../../src-main/recommend/popularityRanks.ts';
import { syntheticView } from './syntheticView.ts';

const catalogue = fc
  .record({ size: fc.integer({ min: 0, max: 300 }), seed: fc.nat(1000) })
  .map((options) => syntheticView(options));
const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const UNKNOWN = 1;

property.prop([catalogue, coordinate, coordinate], { numRuns: 25 })(
  'every song is in one cell of its cluster, and none is nearer than its cell',
  (view, valence, arousal) => {
    const index = planeIndexOf(view);
    const found: number[] = [];
    let last = 0;
    for (const { cell, distance } of cellsByDistance({ valence, arousal }, UNKNOWN)) {
      expect(distance).toBeGreaterThanOrEqual(last);
      last = distance;
      for (const cluster of index.clusters) {
        const rows = index.rows.slice(cellStart(index, cluster, cell), cellStart(index, cluster, cell + 1));
        expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
        for (const row of rows) {
          expect(view.cluster[row]).toBe(cluster);
          const away = Math.hypot(view.valence[row]! - valence, view.arousal[row]! - arousal);
          expect(Number.isNaN(away) ? UNKNOWN : away).toBeGreaterThanOrEqual(distance);
          found.push(row);
        }
      }
    }
    expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: view.size }, (_, row) => row));
  },
);

property.prop([catalogue])('the columns of the index say of each row what the catalogue says', (view) => {
  const index = planeIndexOf(view);
  const ranks = popularityRanks(view.popularity);
  index.rows.forEach((row, at) => {
    expect(index.valence[at]).toBe(view.valence[row]);
    expect(index.arousal[at]).toBe(view.arousal[row]);
    expect(index.ranks[index.popularity[at]!]).toBe(popularityRank(ranks, view.popularity[row]!));
  });
});
