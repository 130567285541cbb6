import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';

import type { TrackId } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { addFeedback } from '../../../src-main/storage/person/feedback.ts';
import { lastTrainedFeedback, listTasteModels } from '../../../src-main/storage/person/tasteModels.ts';
import { createTasteKeeper } from '../../../src-main/taste/createTasteKeeper.ts';
import { createTasteLearner } from '../../../src-main/taste/createTasteLearner.ts';
import { trainAlone, type TrainingTask } from '../../../src-main/taste/trainAlone.ts';
import { FEATURES } from '../../../src-main/recommend/catalogueView.ts';
import { MODEL_KINDS } from '../../../src-main/recommend/taste/keptModel.ts';
import { trainTasteModel } from '../../../src-main/recommend/taste/tasteModels.ts';
import { tastesOf, type TasteVerdict } from '../../../src-main/recommend/taste/tastes.ts';
import { tasteAlone } from '../../../src-main/taste/tasteAlone.ts';
import { syntheticView } from '../../recommend/syntheticView.ts';
import { addTestTrack } from '../../support/addTestTrack.ts';
import { emptyDatabase } from '../../support/emptyDatabase.ts';

const NOW = 1000;

/** Verdicts on 240 songs of two clusters by somebody who likes what is lively, and what learns from them. */
function openLearner(db: Database) {
  const ids = Int32Array.from({ length: 240 }, (_, at) => addTestTrack(db, `Song ${at}`));
  const view = syntheticView({
    size: 240,
    overrides: { ids, cluster: Uint8Array.from(ids, (_, row) => row % 2) },
  });
  ids.forEach((id, row) => {
    const isLiked = view.features[row * FEATURES.length + 1]! > 0.5;
    addFeedback(db, {
      trackId: id as TrackId,
      verdict: isLiked ? 'like' : 'dislike',
      impressionId: null,
      createdAt: row,
    });
  });
  const tasks: TrainingTask[] = [];
  const open = (mayRun: () => boolean) => {
    const keeper = createTasteKeeper({ db, catalogue: () => Promise.resolve(view), now: () => NOW });
    return createTasteLearner({
      db,
      keeper,
      clusterNames: ['Jazz and blues', 'Metal'],
      retrainEvery: () => 20,
      run(task) {
        if (!mayRun()) return Promise.reject(new AppError('engine-stopped', 'The worker process ended.'));
        tasks.push(task);
        return trainAlone(structuredClone(task));
      },
      now: () => NOW,
      report: (error) => expect.fail(String(error)),
      onChange: () => {},
    });
  };
  return { view, tasks, open };
}

test('what was trained before the process was killed is not trained again', async () => {
  const db = emptyDatabase();
  const { tasks, open } = openLearner(db);
  let allowed = 3;
  const killed = open(() => allowed-- > 0);
  await expect(killed.train(null)).rejects.toMatchObject({ code: 'engine-stopped' });
  await killed.close();
  expect(listTasteModels(db).map(({ taste }) => taste)).toEqual(['metal', 'metal', 'metal']);
  expect(lastTrainedFeedback(db)).toBe(0);

  const anew = open(() => true);
  const done = await anew.train(null);
  await anew.close();
  expect(done.map(({ key, state }) => `${key} ${state}`)).toEqual([
    'metal unchanged',
    'metal unchanged',
    'metal unchanged',
    expect.stringMatching(/^jazz-and-blues (promoted|rejected)$/),
    expect.stringMatching(/^jazz-and-blues (promoted|rejected)$/),
    expect.stringMatching(/^jazz-and-blues (promoted|rejected)$/),
  ]);
  expect(tasks).toHaveLength(6);
  expect(lastTrainedFeedback(db)).toBe(240);
});

test('of the kinds trained together none but the one that foretold the newest verdicts best is promoted', async () => {
  const db = emptyDatabase();
  const { tasks, open } = openLearner(db);
  const learner = open(() => true);
  await learner.train(null);
  await learner.close();
  expect(tasks.map(({ kind }) => kind)).toEqual([...MODEL_KINDS, ...MODEL_KINDS]);
  for (const own of ['metal', 'jazz-and-blues']) {
    const versions = listTasteModels(db).filter(({ taste }) => taste === own);
    const best = versions.toSorted((a, b) => a.metrics.logLoss - b.metrics.logLoss)[0]!;
    expect(versions.filter(({ state }) => state === 'promoted')).toEqual([best]);
  }
});

test('a taste cut out of the catalogue trains the same model as in it', async () => {
  const { view } = openLearner(emptyDatabase());
  const verdicts = Array.from({ length: 240 }, (_, at): TasteVerdict => {
    const row = (at * 37) % 240;
    const isLiked = view.features[row * FEATURES.length + 1]! > 0.5;
    return { row, verdict: isLiked ? 'like' : 'skip', at: Math.floor(at / 4) };
  });
  for (const taste of tastesOf(view, verdicts, NOW).all) {
    for (const kind of MODEL_KINDS) {
      const options = { now: NOW, seed: 1, current: null };
      const whole = trainTasteModel(view, taste, kind, options);
      expect(whole.state).toBe('trained');
      expect(await trainAlone({ ...tasteAlone(view, taste), kind, options })).toEqual(whole);
    }
  }
});
