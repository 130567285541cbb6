import type { Algorithm, Point, Stage as StageName } from '../../src-preload/contract.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { tasteOf } from '../recommend/explain/tasteReason.ts';
import { unitHash } from '../recommend/random.ts';
import { songsOf } from '../recommend/rowOf.ts';
import { spread } from '../recommend/spread.ts';
import type { Stage, StageRequest } from '../recommend/stage.ts';
import { coldStart } from '../recommend/stages/coldStart.ts';
import { createFallback } from '../recommend/stages/fallback.ts';
import { createModelStage } from '../recommend/stages/model.ts';
import { createRanking } from '../recommend/stages/ranking.ts';
import { chooseStage } from '../recommend/taste/chooseStage.ts';
import { type KeptModel, MODEL_KINDS, type ModelKind, openTasteModel } from '../recommend/taste/keptModel.ts';
import { type ModelMetrics, trainTasteModel } from '../recommend/taste/tasteModels.ts';
import { type Taste, type Tastes, tastesOf, type TasteVerdict } from '../recommend/taste/tastes.ts';
import { createBest } from '../recommend/topK.ts';
import { mergedTaste } from './mergedTaste.ts';

/** Something that recommends to one listener and learns from what they say. */
export type Contender = {
  /** How the next list comes about. */
  next(verdicts: readonly TasteVerdict[], now: number, seen: number): Turn;
};

type Turn = {
  readonly stage: Stage;
  readonly name: StageName | Algorithm;
  /** The chance that a song is liked in a mood, by the model of its taste; null where there is none. Stages without models have no such thing. */
  readonly foretell?: (row: number, target: Point) => number | null;
};

/** Models are trained again after this many verdicts. */
export const RETRAIN_EVERY = 20;

/** A fresh contender, which knows nothing of the listener. */
export function createContender(catalogue: CatalogueView, algorithm: Algorithm, seed: number): Contender {
  const models = createModels(catalogue, seed);
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
          const name = algorithm === 'staged' ? chooseStage(tastes, seen) : algorithm;
          return { name, ...turnOf(catalogue, name, tastes, models, now) };
        }
      }
    },
  };
}

function turnOf(
  catalogue: CatalogueView,
  name: StageName,
  tastes: Tastes,
  models: Models,
  now: number,
): Omit<Turn, 'name'> {
  if (name === 'fallback') return { stage: createFallback(tastes) };
  if (name === 'ranking') return { stage: createRanking(tastes) };
  const kinds = MODEL_KINDS.slice(0, MODEL_KINDS.findIndex((kind) => kind === name) + 1);
  if (kinds.length === 0) return { stage: coldStart };
  const kept = models.latest(tastes, kinds, now);
  const opened = new Map([...kept].map(([key, model]) => [key, openTasteModel(model)]));
  return {
    stage: createModelStage(tastes, opened),
    foretell(row, target) {
      const taste = tasteOf(catalogue, tastes, row);
      const model = taste && opened.get(taste.key);
      return model ? model(catalogue, target, Int32Array.of(row), taste)[0]! : null;
    },
  };
}

type Models = {
  /** The model in use of each taste that has one, after what there is to learn was learned. */
  latest(tastes: Tastes, kinds: readonly ModelKind[], now: number): ReadonlyMap<string, KeptModel>;
};

/** Models of each taste, trained again once enough was said since; the newest counts where it is better than the one in use. */
function createModels(catalogue: CatalogueView, seed: number): Models {
  const inUse = new Map<string, { kept: KeptModel; until: number }>();
  const trainedOn = new Map<string, number>();

  function learn(taste: Taste, kinds: readonly ModelKind[], now: number): void {
    const current = inUse.get(taste.key) ?? null;
    let rival: ModelMetrics | null = null;
    for (const kind of kinds) {
      const training = trainTasteModel(catalogue, taste, kind, { now, seed, current, rival });
      if (training.state === 'locked') return;
      if (training.isBetter) {
        inUse.set(taste.key, { kept: training.kept, until: Math.max(...taste.verdicts.map(({ at }) => at)) });
      }
      if (!rival || training.metrics.logLoss < rival.logLoss) rival = training.metrics;
    }
  }

  return {
    latest(tastes, kinds, now) {
      for (const taste of tastes.all) {
        const known = trainedOn.get(taste.key) ?? 0;
        if (taste.verdicts.length - known < RETRAIN_EVERY) continue;
        trainedOn.set(taste.key, taste.verdicts.length);
        learn(taste, kinds, now);
      }
      return new Map([...inUse].map(([key, { kept }]) => [key, kept]));
    },
  };
}

type Score = (row: number, request: StageRequest) => number;

/** The plainest stage there is: a score for every song, the best of which come, one a song and an artist. */
function scoredBy(score: Score): Stage {
  return (catalogue, request) => {
    const excluded = songsOf(catalogue, request.exclude);
    for (let capacity = 64 * (request.limit + 1); ; capacity *= 8) {
      const best = createBest(Math.min(catalogue.size, capacity));
      for (let row = 0; row < catalogue.size; row++) {
        if (catalogue.isBackground[row] === 1 || excluded.has(catalogue.song[row]!)) continue;
        best.offer(row, score(row, request));
      }
      const { rows, scores } = best.drain();
      const { picks } = spread(catalogue, rows, scores, {
        limit: request.limit,
        onePerArtist: request.onePerArtist,
        clusterPenalty: 0,
      });
      if (picks.length < request.limit && rows.length === best.capacity && capacity < catalogue.size)
        continue;
      return {
        rows: Int32Array.from(picks, (pick) => rows[pick]!),
        scores: Float32Array.from(picks, (pick) => scores[pick]!),
        parts: {},
      };
    }
  };
}
