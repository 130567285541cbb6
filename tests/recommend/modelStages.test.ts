import { describe, expect, test } from 'vitest';

import { type CatalogueView, FEATURES } from '../../src-main/recommend/catalogueView.ts';
import type { StageRequest } from '../../src-main/recommend/stage.ts';
import { createModelStage } from '../../src-main/recommend/stages/model.ts';
import { createRanking } from '../../src-main/recommend/stages/ranking.ts';
import {
  type KeptModel,
  MODEL_KINDS,
  type ModelKind,
  openTasteModel,
  readKeptModel,
} from '../../src-main/recommend/taste/keptModel.ts';
import { lockOf, trainTasteModel, type TrainingOptions } from '../../src-main/recommend/taste/tasteModels.ts';
import { type Tastes, tastesOf, type TasteVerdict } from '../../src-main/recommend/taste/tastes.ts';
import { stageConformance } from './stageConformance.ts';
import { syntheticView } from './syntheticView.ts';

const ENERGY = FEATURES.indexOf('energy');
const DANCE = FEATURES.indexOf('danceability');

/** A catalogue of one cluster, alike in all but energy and danceability. */
const view = syntheticView({ size: 2000, clusters: 1, artists: 2000 });
view.cluster.fill(0);
view.isBackground.fill(0);
view.valence.fill(0);
view.arousal.fill(0);
view.popularity.fill(50);
view.year.fill(1999);

/** Liked is what is either lively or danceable and not both: no single feature says anything. */
function isOnBoard({ features }: CatalogueView, row: number): boolean {
  const at = row * FEATURES.length;
  return features[at + ENERGY]! > 0.5 !== features[at + DANCE]! > 0.5;
}

const verdicts = Array.from({ length: 700 }, (_, row): TasteVerdict => {
  const target = { valence: Math.sin(row), arousal: Math.cos(row) };
  return { row, verdict: isOnBoard(view, row) ? 'like' : 'dislike', at: row, target };
});
const tastes = tastesOf(view, verdicts, 700);
const [taste] = tastes.all;

function trained(kind: ModelKind, options: Partial<TrainingOptions> = {}) {
  const training = trainTasteModel(view, taste!, kind, { now: 700, seed: 1, current: null, ...options });
  if (training.state === 'locked') throw new Error(training.reason);
  return training;
}
const kept = new Map(MODEL_KINDS.map((kind): [ModelKind, KeptModel] => [kind, trained(kind).kept]));

/** The same model for every taste there is. */
function stageOf(kind: ModelKind, { all }: Tastes) {
  const model = openTasteModel(kept.get(kind)!);
  return createModelStage({ all, confidence: 10 }, new Map(all.map(({ key }) => [key, model])));
}

for (const kind of MODEL_KINDS) {
  stageConformance(
    `${kind} stage`,
    () => (catalogue, request) => {
      const some = [...catalogue.ids.keys()].filter((row) => row % 4 === 0);
      const said = some.map((row): TasteVerdict => ({
        row,
        verdict: row % 12 === 0 ? 'dislike' : 'like',
        at: row,
      }));
      return stageOf(kind, tastesOf(catalogue, said, 1000))(catalogue, request);
    },
    { knowsPerson: true },
  );
}

describe('a network', () => {
  test('finds a checkerboard of likes, which no line can', () => {
    expect(tastes.all).toHaveLength(1);
    expect(trained('logistic').metrics.auc).toBeLessThan(0.65);
    expect(trained('neural').metrics.auc).toBeGreaterThan(0.85);

    const request = {
      target: { valence: 0.3, arousal: 0.1 },
      limit: 30,
      exclude: new Set(verdicts.map(({ row }) => view.ids[row]!)),
      allowBackground: false,
      onePerArtist: false,
      seed: 5,
    };
    const liked = [...stageOf('neural', tastes)(view, request).rows].filter((row) => isOnBoard(view, row));
    expect(liked.length).toBeGreaterThanOrEqual(27);
  });

  test('is better only where it beats the model in use and every other new one', () => {
    const { metrics, isBetter } = trained('neural');
    expect(isBetter).toBe(true);
    expect(trained('neural', { rival: { ...metrics, logLoss: metrics.logLoss - 1e-9 } }).isBetter).toBe(
      false,
    );
    expect(trained('neural', { rival: trained('logistic').metrics }).isBetter).toBe(true);
    const until = verdicts[300]!.at;
    const against = trained('logistic', { current: { kept: kept.get('neural')!, until } });
    expect(against.current!.logLoss).toBeLessThan(against.metrics.logLoss);
    expect(against.isBetter).toBe(false);
  });

  test('stays locked until more was said than trees need, of either kind', () => {
    const some = (likes: number, others: number) => ({
      ...taste!,
      likes,
      verdicts: verdicts.slice(0, likes + others),
    });
    expect(lockOf(some(40, 30), 'boosted')).toBeNull();
    expect(lockOf(some(40, 30), 'neural')).toBe('70 verdicts of 100 that a model needs');
    expect(lockOf(some(90, 15), 'neural')).toBe('15 dislikes and skips of 20 that a model needs');
    expect(lockOf(some(15, 90), 'neural')).toBe('15 likes of 20 that a model needs');
    expect(lockOf(some(60, 40), 'neural')).toBeNull();
  });
});

test.each(MODEL_KINDS)(
  'a %s model is the same for the same seed, kept exactly, and changes nothing',
  (kind) => {
    const before = structuredClone([view, taste]);
    expect(trained(kind).kept).toEqual(kept.get(kind));
    expect([view, taste]).toEqual(before);

    const again = readKeptModel(JSON.parse(JSON.stringify(kept.get(kind))));
    expect(again).toEqual(kept.get(kind));
    const rows = Int32Array.from({ length: 200 }, (_, at) => at * 7);
    const target = { valence: -0.4, arousal: 0.6 };
    const judge = (own: KeptModel) => openTasteModel(own)(view, target, rows, taste!);
    expect(judge(again!)).toEqual(judge(kept.get(kind)!));
    const cut = { kind, model: { ...(kept.get(kind)!.model as object), format: 2 } };
    expect(readKeptModel(cut)).toBeNull();
  },
);

describe('the year of release', () => {
  const years = syntheticView({ size: 2000, clusters: 1, artists: 2000 });
  years.cluster.fill(0);
  for (const column of [years.features, years.valence, years.arousal, years.popularity]) column.fill(0.5);
  years.year.forEach((_, row) => (years.year[row] = 1950 + (row % 75)));
  const said = Array.from({ length: 200 }, (_, row): TasteVerdict => {
    return { row, verdict: years.year[row]! < 1975 ? 'like' : 'dislike', at: row };
  });
  const own = tastesOf(years, said, 200);
  const request: StageRequest = {
    target: { valence: 0.5, arousal: 0.5 },
    limit: 10,
    exclude: new Set(said.map(({ row }) => years.ids[row]!)),
    allowBackground: false,
    onePerArtist: true,
    seed: 1,
  };

  test.each(MODEL_KINDS)('is all that a %s model needs to bring the songs of those years', (kind) => {
    const training = trainTasteModel(years, own.all[0]!, kind, { now: 200, seed: 1, current: null });
    if (training.state === 'locked') throw new Error(training.reason);
    const model = openTasteModel(training.kept);
    const stage = createModelStage({ ...own, confidence: 10 }, new Map([[own.all[0]!.key, model]]));
    const brought = [...stage(years, request).rows].filter((row) => years.year[row]! < 1975);
    expect(brought.length).toBeGreaterThanOrEqual(9);
  });

  test('takes ranking to the right half of them', () => {
    const brought = [...createRanking(own)(years, request).rows];
    expect(brought.every((row) => years.year[row]! < 1987)).toBe(true);
  });
});
