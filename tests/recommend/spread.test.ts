import { expect, test } from 'vitest';
import { fc, test as property } from '@fast-check/vitest';

import { type CatalogueView, NO_CLUSTER } from '../../src-main/recommend/catalogueView.ts';
import { spread } from '../../src-main/recommend/spread.ts';
import { syntheticView } from './syntheticView.ts';

const PENALTY = 0.5;

/** The same choice, spelt out: every step looks at every candidate. */
function slowSpread(
  view: CatalogueView,
  rows: Int32Array,
  scores: Float64Array,
  limit: number,
  onePerArtist: boolean,
) {
  const picks: number[] = [];
  while (picks.length < limit) {
    let best = -1;
    let bestScore = -Infinity;
    for (const i of rows.keys()) {
      const row = rows[i]!;
      const clashes = picks.some(
        (pick) =>
          view.song[rows[pick]!] === view.song[row] ||
          (onePerArtist && view.artist[rows[pick]!] === view.artist[row]),
      );
      if (clashes) continue;
      const same = picks.filter((pick) => view.cluster[rows[pick]!] === view.cluster[row]).length;
      const score = scores[i]! - PENALTY * Math.log1p(same);
      if (score > bestScore) [best, bestScore] = [i, score];
    }
    if (best < 0) break;
    picks.push(best);
  }
  return picks;
}

property.prop([
  fc.nat(60),
  fc.nat(30),
  fc.boolean(),
  fc.nat(1000),
  fc.array(fc.nat(6), { minLength: 60, maxLength: 60 }),
])(
  'the choice is the greedy one that looks at every candidate at every step',
  (size, limit, onePerArtist, seed, steps) => {
    const view = syntheticView({ size, seed, clusters: 4, artists: 12 });
    const rows = Int32Array.from({ length: size }, (_, i) => size - 1 - i);
    let score = 0;
    const scores = Float64Array.from({ length: size }, (_, i) => (score -= steps[i]! / 8));
    const { picks, variety } = spread(view, rows, scores, { limit, onePerArtist, clusterPenalty: PENALTY });

    expect([...picks]).toEqual(slowSpread(view, rows, scores, limit, onePerArtist));
    const adjusted = [...picks].map((pick, i) => scores[pick]! + variety[i]!);
    expect(adjusted).toEqual([...adjusted].sort((a, b) => b - a));
  },
);

test('a song that is a little worse but of another cluster comes before a third of the same', () => {
  const view = syntheticView({
    size: 4,
    overrides: {
      artist: Int32Array.of(0, 1, 2, 3),
      song: Int32Array.of(0, 1, 2, 3),
      cluster: Uint8Array.of(5, 5, 5, 9),
    },
  });
  const scores = Float64Array.of(0, -0.01, -0.02, -0.5);
  const rules = { limit: 4, onePerArtist: true, clusterPenalty: PENALTY };
  expect([...spread(view, Int32Array.of(0, 1, 2, 3), scores, rules).picks]).toEqual([0, 1, 3, 2]);
});

test('songs without a cluster count as one cluster', () => {
  const view = syntheticView({
    size: 3,
    overrides: {
      artist: Int32Array.of(0, 1, 2),
      song: Int32Array.of(0, 1, 2),
      cluster: Uint8Array.of(NO_CLUSTER, NO_CLUSTER, 1),
    },
  });
  const rules = { limit: 3, onePerArtist: true, clusterPenalty: PENALTY };
  expect([...spread(view, Int32Array.of(0, 1, 2), Float64Array.of(0, -0.1, -0.2), rules).picks]).toEqual([
    0, 2, 1,
  ]);
});
