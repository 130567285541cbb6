import type { Stage as StageName } from '../../src-preload/wire.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { unitHash } from '../recommend/random.ts';
import type { Stage } from '../recommend/stage.ts';
import { coldStart } from '../recommend/stages/coldStart.ts';
import { createFallback } from '../recommend/stages/fallback.ts';
import { createModelStage } from '../recommend/stages/model.ts';
import { createRanking } from '../recommend/stages/ranking.ts';
import { chooseStage } from '../recommend/taste/chooseStage.ts';
import {
  type KeptModel,
  type ModelKind,
  openTasteModel,
  trainTasteModel,
} from '../recommend/taste/tasteModels.ts';
import { type Tastes, tastesOf, type TasteVerdict } from '../recommend/taste/tastes.ts';
import { mergedTaste } from './mergedTaste.ts';

/** What can be set against each other. */
export const ALGORITHMS = [
  'staged',
  'cold',
  'fallback',
  'ranking',
  'single-centroid',
  'logistic',
  'boosted',
  'random',
  'popular',
] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Something that recommends to one listener and learns from what they say. */
export type Contender = {
  /** The stage for the next list, and its name. */
  next(
    verdicts: readonly TasteVerdict[],
    now: number,
    seen: number,
  ): { stage: Stage; name: StageName | Algorithm };
};

/** Models are trained again after this many verdicts. */
export const RETRAIN_EVERY = 20;

/** A fresh contender, which knows nothing of the listener. */
export function createContender(catalogue: CatalogueView, algorithm: Algorithm, seed: number): Contender {
  const models = {
    logistic: createModels(catalogue, 'logistic', seed),
    boosted: createModels(catalogue, 'boosted', seed),
  };
  const asked: Partial<Record<Algorithm, StageName>> = {
    fallback: 'fallback',
    ranking: 'ranking',
    logistic: 'logistic',
    boosted: 'boosted',
  };
  return {
    next(verdicts, now, seen) {
      switch (algorithm) {
        case 'random':
          return {
            stage: scoredBy((row, request) => unitHash(request.seed, catalogue.ids[row]!)),
            name: algorithm,
          };
        case 'popular':
          return { stage: scoredBy((row) => (catalogue.popularity[row] || 0) / 100), name: algorithm };
        case 'cold':
          return { stage: coldStart, name: 'cold-start' };
        case 'single-centroid':
          return { stage: mergedTaste(catalogue, verdicts, now), name: algorithm };
        default: {
          const tastes = tastesOf(catalogue, verdicts, now);
          const name = asked[algorithm] ?? chooseStage(tastes, seen);
          return { stage: stageOf(name, tastes, models, now), name };
        }
      }
    },
  };
}

type Models = { latest(tastes: Tastes, now: number): ReadonlyMap<string, KeptModel> };

function stageOf(
  name: StageName,
  tastes: Tastes,
  models: Readonly<Record<ModelKind, Models>>,
  now: number,
): Stage {
  if (name === 'fallback') return createFallback(tastes);
  if (name === 'ranking') return createRanking(tastes);
  if (name === 'logistic' || name === 'boosted') {
    // Where the better model is still locked, the simpler one judges.
    const kept = new Map([
      ...models.logistic.latest(tastes, now),
      ...(name === 'boosted' ? models.boosted.latest(tastes, now) : []),
    ]);
    return createModelStage(tastes, new Map([...kept].map(([key, model]) => [key, openTasteModel(model)])));
  }
  return coldStart;
}

/** Models of each taste, trained again once enough was said since, and kept only where they are better. */
function createModels(catalogue: CatalogueView, kind: ModelKind, seed: number): Models {
  const kept = new Map<string, KeptModel>();
  const trainedOn = new Map<string, number>();
  return {
    latest(tastes, now) {
      for (const taste of tastes.all) {
        const known = trainedOn.get(taste.key) ?? 0;
        if (taste.verdicts.length - known < RETRAIN_EVERY) continue;
        trainedOn.set(taste.key, taste.verdicts.length);
        const current = kept.get(taste.key) ?? null;
        const training = trainTasteModel(catalogue, taste, kind, { now, seed, current });
        if (training.state === 'trained' && training.isBetter) kept.set(taste.key, training.kept);
      }
      return kept;
    },
  };
}

type Score = (row: number, request: Parameters<Stage>[1]) => number;

/** The plainest stage there is: a score for every song, the best of which come, one a song and an artist. */
function scoredBy(score: Score): Stage {
  return (catalogue, request) => {
    const order = Array.from({ length: catalogue.size }, (_, row) => row);
    const scores = Float32Array.from(order, (row) => score(row, request));
    const songs = new Set<number>();
    const artists = new Set<number>();
    const rows: number[] = [];
    order.sort((a, b) => scores[b]! - scores[a]! || a - b);
    for (const row of order) {
      if (rows.length === request.limit) break;
      const isOut = request.exclude.has(catalogue.ids[row]!) || catalogue.isBackground[row] === 1;
      if (isOut || songs.has(catalogue.song[row]!) || artists.has(catalogue.artist[row]!)) continue;
      songs.add(catalogue.song[row]!);
      artists.add(catalogue.artist[row]!);
      rows.push(row);
    }
    return { rows: Int32Array.from(rows), scores: Float32Array.from(rows, (row) => scores[row]!), parts: {} };
  };
}
