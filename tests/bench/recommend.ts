import { explain } from '../../src-main/recommend/explain/explain.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import type { Stage, StageRequest } from '../../src-main/recommend/stage.ts';
import { coldStart } from '../../src-main/recommend/stages/coldStart.ts';
import { createFallback } from '../../src-main/recommend/stages/fallback.ts';
import { createModelStage } from '../../src-main/recommend/stages/model.ts';
import { createRanking } from '../../src-main/recommend/stages/ranking.ts';
import { type KeptModel, openTasteModel } from '../../src-main/recommend/taste/keptModel.ts';
import { trainTasteModel } from '../../src-main/recommend/taste/tasteModels.ts';
import { type Tastes, tastesOf } from '../../src-main/recommend/taste/tastes.ts';
import { tasteSpaceOf } from '../../src-main/recommend/taste/tasteSpace.ts';
import { syntheticView } from '../recommend/syntheticView.ts';
import type { BenchRow } from './benchRow.ts';
import { benchBoosting } from './boosting.ts';
import { listenerOf } from './listenerOf.ts';

const CALLS = 100;
const WARM_UP = 20;
const SIZES = [114_000, 1_000_000];
const CLUSTERS = Array.from({ length: 24 }, (_, cluster) => `Cluster ${cluster}`);

/** Lists of ten by every stage for a person of four tastes and 400 verdicts (600 for networks, so that each taste has one), what it takes to know them, and trees beside scikit-learn's. */
export function benchRecommend(): Promise<BenchRow[]> {
  return Promise.resolve([...SIZES.flatMap(benchStages), ...benchTastes(), ...benchBoosting()]);
}

function benchStages(size: number): BenchRow[] {
  const view = syntheticView({ size });
  const tastes = tastesOf(view, listenerOf(view, 400, 4), 0);
  const more = tastesOf(view, listenerOf(view, 600, 4), 0);
  const models = {
    logistic: modelsOf('logistic'),
    boosted: modelsOf('boosted'),
    neural: modelsOf('neural', more),
  };
  const judges = (kept: ReadonlyMap<string, KeptModel>) =>
    new Map([...kept].map(([key, model]) => [key, openTasteModel(model)]));
  const stages: Record<string, Stage> = {
    cold: coldStart,
    fallback: createFallback(tastes),
    ranking: createRanking(tastes),
    logistic: createModelStage(tastes, judges(models.logistic)),
    boosted: createModelStage(tastes, judges(models.boosted)),
    neural: createModelStage(more, judges(models.neural)),
  };
  const note = `list of 10, ${size.toLocaleString('en')} synthetic tracks, ${models.boosted.size} tastes with trees, ${models.neural.size} with a network`;
  const rows = Object.entries(stages).map(([name, stage]) => ({
    name: `${name} ${size} p95`,
    value: p95(timesOf((request) => void stage(view, request))),
    unit: 'ms',
    note,
  }));
  const reasons = timesOf((request) => {
    const ranked = stages['boosted']!(view, request);
    return () =>
      explain({
        catalogue: view,
        ranked,
        felt: request.target,
        target: request.target,
        intent: 'match',
        clusterNames: CLUSTERS,
        seed: request.seed,
        taste: { tastes, models: models.boosted, nameOf: (row) => `song ${row}` },
      });
  });
  return [
    ...rows,
    { name: `reasons ${size} p95`, value: p95(reasons), unit: 'ms', note: 'for a boosted list' },
  ];

  function modelsOf(kind: KeptModel['kind'], { all }: Tastes = tastes): Map<string, KeptModel> {
    const kept = new Map<string, KeptModel>();
    for (const taste of all) {
      const training = trainTasteModel(view, taste, kind, { now: 0, seed: 1, current: null });
      if (training.state === 'trained') kept.set(taste.key, training.kept);
    }
    return kept;
  }
}

/** Times of calls at different places of the plane; what a call returns is timed instead of it. */
function timesOf(call: (request: StageRequest) => void | (() => unknown)): number[] {
  const random = createRandom(7);
  return Array.from({ length: WARM_UP + CALLS }, (_, seed) => {
    const request: StageRequest = {
      target: { valence: random() * 2 - 1, arousal: random() * 2 - 1 },
      limit: 10,
      exclude: new Set(),
      allowBackground: false,
      onePerArtist: true,
      seed,
    };
    let start = performance.now();
    const then = call(request);
    if (then) {
      start = performance.now();
      then();
    }
    return performance.now() - start;
  }).slice(WARM_UP);
}

/** How long a person's tastes take to work out, from all that they ever said. */
function benchTastes(): BenchRow[] {
  const view = syntheticView({ size: SIZES[0]! });
  const startMs = performance.now();
  tasteSpaceOf(view);
  const space = performance.now() - startMs;
  const verdicts = listenerOf(view, 2000, 4);
  const times = Array.from({ length: 60 }, (_, at) => {
    const start = performance.now();
    tastesOf(view, verdicts, at);
    return performance.now() - start;
  }).slice(10);
  return [
    { name: 'taste space', value: round(space), unit: 'ms', note: 'once a catalogue of 114,000' },
    { name: 'tastes of 2,000 verdicts p95', value: p95(times), unit: 'ms', note: 'in 4 clusters' },
  ];
}

function p95(times: number[]): number {
  return round(times.sort((a, b) => a - b)[Math.floor(0.95 * (times.length - 1))]!);
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
