import { expect, test } from 'vitest';

import { addTasteModel, rollBackTasteModel } from '../../../src-main/storage/person/tasteModels.ts';
import { FEATURES } from '../../../src-main/recommend/catalogueView.ts';
import { MODEL_KINDS, type ModelKind } from '../../../src-main/recommend/taste/keptModel.ts';
import { trainTasteModel } from '../../../src-main/recommend/taste/tasteModels.ts';
import { tastesOf, type TasteVerdict } from '../../../src-main/recommend/taste/tastes.ts';
import { createKeptModels } from '../../../src-main/taste/createKeptModels.ts';
import { openStage } from '../../../src-main/taste/openStage.ts';
import { syntheticView } from '../../recommend/syntheticView.ts';
import { emptyDatabase } from '../../support/emptyDatabase.ts';

const CLUSTERS = ['Jazz', 'Metal'];
const view = syntheticView({
  size: 300,
  overrides: { cluster: Uint8Array.from({ length: 300 }, (_, row) => row % 2) },
});
const verdicts = Array.from({ length: 240 }, (_, row): TasteVerdict => {
  const isLively = view.features[row * FEATURES.length + FEATURES.indexOf('energy')]! > 0.5;
  return { row, verdict: isLively ? 'like' : 'dislike', at: row };
});
const tastes = tastesOf(view, verdicts, 240);

/** A person whose tastes have models of these kinds in use, added in this order. */
function openWith(models: readonly (readonly [taste: string, kind: ModelKind])[]) {
  const db = emptyDatabase();
  const ids = models.map(([key, kind]) => {
    const taste = tastes.all.find(({ cluster }) => CLUSTERS[cluster]!.toLowerCase() === key)!;
    const training = trainTasteModel(view, taste, kind, { now: 240, seed: 1, current: null });
    if (training.state === 'locked') throw new Error(training.reason);
    return addTasteModel(db, {
      taste: key,
      kind,
      model: training.kept,
      metrics: training.metrics,
      samples: training.samples,
      verdicts: 1,
      until: 239,
      state: 'promoted',
      reason: '',
      trainedAt: 240,
    });
  });
  const kept = createKeptModels(db);
  const judging = (wanted: ModelKind) => {
    const { name, models: open } = openStage(wanted, tastes, kept, CLUSTERS);
    const byCluster = tastes.all.map(({ key, cluster }) => [CLUSTERS[cluster], open.get(key)?.version.kind]);
    return { name, ...(Object.fromEntries(byCluster) as Record<string, ModelKind | undefined>) };
  };
  const rollBack = (place: number) => {
    rollBackTasteModel(db, ids[place]!, 241);
    kept.invalidate();
  };
  return { judging, rollBack };
}

test('in the neural stage a taste whose network was not promoted stays with what it has', () => {
  const { judging, rollBack } = openWith([
    ['jazz', 'logistic'],
    ['metal', 'boosted'],
    ['jazz', 'neural'],
  ]);
  expect(judging('neural')).toEqual({ name: 'neural', Jazz: 'neural', Metal: 'boosted' });
  expect(judging('boosted')).toEqual({ name: 'boosted', Jazz: 'logistic', Metal: 'boosted' });
  rollBack(2);
  expect(judging('neural')).toEqual({ name: 'boosted', Jazz: 'logistic', Metal: 'boosted' });
});

test.each(MODEL_KINDS)('without a network the neural stage is named by what judges: %s', (kind) => {
  const { judging } = openWith([['metal', kind]]);
  expect(judging('neural')).toEqual({ name: kind, Jazz: undefined, Metal: kind });
});

test('of two promoted models the newer one judges, even where it is of a simpler kind', () => {
  const { judging } = openWith([
    ['jazz', 'neural'],
    ['jazz', 'logistic'],
  ]);
  expect(judging('neural')).toMatchObject({ name: 'logistic', Jazz: 'logistic' });
});
