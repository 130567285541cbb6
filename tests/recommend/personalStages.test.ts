import { describe, expect, test } from 'vitest';

import type { CatalogueView } from '../../src-main/recommend/catalogueView.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import type { Stage, StageRequest } from '../../src-main/recommend/stage.ts';
import { createFallback } from '../../src-main/recommend/stages/fallback.ts';
import { createModelStage } from '../../src-main/recommend/stages/model.ts';
import { createRanking } from '../../src-main/recommend/stages/ranking.ts';
import { type Tastes, tastesOf, type TasteVerdict } from '../../src-main/recommend/taste/tastes.ts';
import { stageConformance } from './stageConformance.ts';
import { syntheticView } from './syntheticView.ts';

/** Verdicts on every fifth song of the first clusters, so that some tastes are strong, some weak and some of dislikes only. */
function someVerdicts({ size, cluster }: CatalogueView): TasteVerdict[] {
  const random = createRandom(4);
  return [...Array(size).keys()]
    .filter((row) => row % 5 === 0 && cluster[row]! < 8)
    .map((row) => {
      const isLiked = random() < [0.9, 0.7, 0.5, 0][cluster[row]! % 4]!;
      return { row, verdict: isLiked ? 'like' : random() < 0.5 ? 'skip' : 'dislike', at: row };
    });
}

const kinds: readonly [name: string, create: (tastes: Tastes) => Stage][] = [
  ['fallback', createFallback],
  ['ranking', createRanking],
  [
    'model stage',
    (tastes) =>
      createModelStage(
        tastes,
        new Map(
          tastes.all.map(({ key }) => [
            key,
            (_view, _mood, rows) => Float64Array.from(rows, (row) => (row % 7) / 7),
          ]),
        ),
      ),
  ],
];

for (const [name, create] of kinds) {
  stageConformance(
    name,
    () => (view, request) => create(tastesOf(view, someVerdicts(view), 1000))(view, request),
    { knowsPerson: true },
  );
  stageConformance(`${name} without any taste`, () => create({ all: [], confidence: 0 }));
}

/** Everybody's mood is the same and nothing is unknown, so that taste alone decides. */
function plainView(size: number): CatalogueView {
  const view = syntheticView({ size, clusters: 6, artists: size });
  view.valence.fill(0);
  view.arousal.fill(0);
  view.popularity.fill(50);
  view.isBackground.fill(0);
  for (const row of view.song.keys()) {
    view.song[row] = row;
    view.artist[row] = row;
    view.cluster[row] = row % 6;
  }
  for (const [at, value] of view.features.entries()) if (Number.isNaN(value)) view.features[at] = 0.5;
  return view;
}

const request: StageRequest = {
  target: { valence: 0, arousal: 0 },
  limit: 20,
  exclude: new Set(),
  allowBackground: false,
  onePerArtist: true,
  seed: 3,
};

function likesIn(view: CatalogueView, clusters: readonly number[], each: number): TasteVerdict[] {
  return clusters.flatMap((cluster) =>
    [...Array(each).keys()].map((at): TasteVerdict => ({ row: cluster + 6 * at, verdict: 'like', at: 0 })),
  );
}

function countByCluster(view: CatalogueView, rows: Int32Array): number[] {
  const counts = new Array<number>(6).fill(0);
  for (const row of rows) counts[view.cluster[row]!]!++;
  return counts;
}

describe('the fallback', () => {
  test('gives exactly four places in five to strong tastes, evenly, and the rest to others', () => {
    const view = plainView(1200);
    const tastes = tastesOf(view, likesIn(view, [0, 1], 5), 0);
    const counts = countByCluster(view, createFallback(tastes)(view, request).rows);
    expect(counts.slice(0, 2)).toEqual([8, 8]);
    expect(counts.slice(2).reduce((sum, own) => sum + own, 0)).toBe(4);
  });
});

describe('ranking', () => {
  test('gives no taste more than it may have, however sure it is', () => {
    const view = plainView(1200);
    const verdicts = [...likesIn(view, [0], 60), ...likesIn(view, [1], 3)];
    const counts = countByCluster(view, createRanking(tastesOf(view, verdicts, 0))(view, request).rows);
    expect(counts[0]).toBeLessThanOrEqual(Math.ceil(0.6 * 18));
    expect(counts[1]).toBeGreaterThanOrEqual(7);
  });

  test('puts songs like the liked ones first and songs like the disliked ones last', () => {
    const view = plainView(600);
    for (let row = 0; row < view.size; row++) {
      const isLoud = row % 12 < 6;
      view.features.fill(isLoud ? 0.9 : 0.1, row * 9, row * 9 + 9);
      view.features[row * 9] = (row % 97) / 97;
    }
    const loud = [0, 12, 24, 36].map((row): TasteVerdict => ({ row, verdict: 'like', at: 0 }));
    const quiet = [6, 18, 30].map((row): TasteVerdict => ({ row, verdict: 'dislike', at: 0 }));
    const tastes = tastesOf(view, [...loud, ...quiet], 0);
    const exclude = new Set([0, 12, 24, 36, 6, 18, 30].map((row) => view.ids[row]!));
    const { rows } = createRanking(tastes)(view, { ...request, limit: 10, exclude });
    const ofTaste = [...rows].filter((row) => view.cluster[row] === 0);
    expect(ofTaste.length).toBeGreaterThanOrEqual(8);
    expect(ofTaste.every((row) => row % 12 < 6)).toBe(true);
  });

  test('keeps contradictory tastes apart: each song follows the taste of its own cluster', () => {
    const view = plainView(1200);
    for (let row = 0; row < view.size; row++) {
      view.features.fill((row % 100) / 100, row * 9, row * 9 + 9);
    }
    // In one cluster what is high is liked, in another what is low.
    const high = [...view.ids.keys()].filter((row) => row % 6 === 0 && row % 100 > 80).slice(0, 6);
    const low = [...view.ids.keys()].filter((row) => row % 6 === 1 && row % 100 < 20).slice(0, 6);
    const tastes = tastesOf(
      view,
      [...high, ...low].map((row): TasteVerdict => ({ row, verdict: 'like', at: 0 })),
      0,
    );
    const { rows } = createRanking(tastes)(view, request);
    for (const row of rows) {
      if (view.cluster[row] === 0) expect(row % 100).toBeGreaterThan(50);
      if (view.cluster[row] === 1) expect(row % 100).toBeLessThan(50);
    }
  });
});

describe('the stage with models', () => {
  test('orders the songs of a taste by its model, and leaves a taste without one to likeness', () => {
    const view = plainView(1200);
    const tastes = tastesOf(view, likesIn(view, [0, 1], 6), 0);
    const wanted = (row: number) => row % 60 === 0;
    const models = new Map([
      [
        '0',
        (_view: unknown, _mood: unknown, rows: Int32Array) =>
          Float64Array.from(rows, (row) => (wanted(row) ? 0.99 : 0.01)),
      ],
    ]);
    const { rows } = createModelStage(tastes, models)(view, request);
    const judged = [...rows].filter((row) => view.cluster[row] === 0);
    expect(judged).toHaveLength(9);
    expect(judged.filter(wanted).length).toBeGreaterThanOrEqual(5);
    expect(countByCluster(view, rows)[1]).toBe(9);
  });
});
