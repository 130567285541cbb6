import type { Database } from 'better-sqlite3';

import { AppError } from '../../src-preload/errors.ts';
import { readSettings } from '../storage/settings.ts';
import { createTasteKeeper, type TasteKeeper } from '../taste/createTasteKeeper.ts';
import { createTasteLearner, type TasteLearner } from '../taste/createTasteLearner.ts';
import type { HeldCatalogue } from './heldCatalogue.ts';
import { createLocalWorker, type Worker } from './tasks/localWorker.ts';
import type { TrackKnowledge } from './trackKnowledge.ts';

/** What is known of the person's tastes, and what learns more. */
export type OpenTastes = { readonly keeper: TasteKeeper; readonly learner: TasteLearner };

/** Opens the person's tastes; models are trained in the worker process, or here where none can be started. */
export function openTastes(options: {
  readonly db: Database;
  readonly catalogue: HeldCatalogue;
  readonly knowledge: TrackKnowledge;
  readonly worker: Worker;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
  readonly onChange: () => void;
}): OpenTastes {
  const { db, catalogue, knowledge, worker, now, report, onChange } = options;
  const keeper = createTasteKeeper({ db, catalogue: () => catalogue.current(), now });
  const learner = createTasteLearner({
    db,
    keeper,
    clusterNames: knowledge.genres.names,
    retrainEvery: () => readSettings(db).retrainEvery,
    async run(task, signal) {
      const context = { signal, onProgress: () => {} };
      try {
        return await worker.run('taste.train', task, context);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'unsupported') throw error;
        return createLocalWorker().run('taste.train', task, context);
      }
    },
    now,
    report,
    onChange,
  });
  return { keeper, learner };
}
