import type { Database } from 'better-sqlite3';

import type { TasteModelKind, TasteTraining } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import { MODEL_KINDS } from '../recommend/taste/keptModel.ts';
import { lockOf, type ModelMetrics, type Training } from '../recommend/taste/tasteModels.ts';
import type { Taste } from '../recommend/taste/tastes.ts';
import { addTasteModel, addTasteTraining, lastTrainedFeedback } from '../storage/person/tasteModels.ts';
import { countFeedbackAfter } from '../storage/person/verdictLog.ts';
import type { TasteKeeper, TasteState } from './createTasteKeeper.ts';
import { tasteAlone } from './tasteAlone.ts';
import { tasteMetrics } from './tasteMetrics.ts';
import { tasteName } from './tasteName.ts';
import type { TrainingTask } from './trainAlone.ts';
import { reasonOf } from './trainingReason.ts';

/** Trains the models of tastes from the log. */
export type TasteLearner = {
  /** Says that there may be something new. Training begins when nothing has been new for a moment, and enough was said. */
  nudge(): void;
  /** Trains one taste, or all that have changed, now. Throws `not-found` for a taste that is not there. */
  train(key: string | null): Promise<TasteTraining[]>;
  /** Ends at the next safe point. What was not trained is trained after the next start. */
  close(): Promise<void>;
};

/** From the last verdict to the work: who judges a list judges song after song. */
const PAUSE_MS = 400;
/** All draws of training begin here: the same log gives the same models. */
const SEED = 1;

/**
 * Learns in the background: a model a taste and kind, measured against the one
 * in use. Each is one row, written when it is done, and a model of the same
 * verdicts is not trained twice; so being killed loses nothing but the work.
 */
export function createTasteLearner(options: {
  readonly db: Database;
  readonly keeper: TasteKeeper;
  readonly clusterNames: readonly string[];
  /** Verdicts after which models are trained again. */
  readonly retrainEvery: () => number;
  /** Trains one model elsewhere. */
  readonly run: (task: TrainingTask, signal: AbortSignal) => Promise<Training>;
  readonly now: () => number;
  /** Where defects go. */
  readonly report: (error: unknown) => void;
  /** Told after versions were added. */
  readonly onChange: () => void;
}): TasteLearner {
  const { db, keeper, clusterNames, now, report } = options;
  const closing = new AbortController();
  let pause: ReturnType<typeof setTimeout> | undefined;
  let work: Promise<unknown> = Promise.resolve();

  /** The kinds that are trained: those that the person has come to, the simplest always, and all where they are asked for. */
  const kindsFor = (state: TasteState, isAsked: boolean): readonly TasteModelKind[] =>
    MODEL_KINDS.slice(
      0,
      isAsked ? MODEL_KINDS.length : MODEL_KINDS.findLastIndex((kind) => kind === state.stage) + 1 || 1,
    );

  async function trainTaste(
    state: TasteState,
    taste: Taste,
    kinds: readonly TasteModelKind[],
  ): Promise<TasteTraining[]> {
    const { key, label } = tasteName(taste, clusterNames);
    const verdicts = keeper.fingerprintOf(state.catalogue, taste.verdicts);
    const samples = taste.verdicts.length;
    const nothing = { key, label, version: null, samples, metrics: null };
    const done: TasteTraining[] = [];
    const fresh: {
      readonly kind: TasteModelKind;
      readonly training: Extract<Training, { state: 'trained' }>;
    }[] = [];
    const inUse = keeper.models.inUse(key, null);
    for (const kind of kinds) {
      const locked = lockOf(taste, kind);
      const last = keeper.models.versions().findLast((one) => one.taste === key && one.kind === kind);
      if (locked !== null) {
        done.push({ ...nothing, kind, state: 'locked', reason: locked });
      } else if (last?.verdicts === verdicts && keeper.models.noticeOf(last) === null) {
        done.push({
          ...nothing,
          kind,
          state: 'unchanged',
          reason: 'Nothing was said since it was last trained',
        });
      } else {
        const task: TrainingTask = {
          ...tasteAlone(state.catalogue, taste),
          kind,
          options: {
            now: now(),
            seed: SEED,
            current: inUse && { kept: inUse.kept, until: inUse.version.until },
            rival: bestOf(fresh.map(({ training }) => training.metrics)),
          },
        };
        const training = await options.run(task, closing.signal);
        if (training.state === 'trained') fresh.push({ kind, training });
      }
    }
    // Of those that are better than the one in use, the last was better than the others too.
    const chosen = fresh.findLast(({ training }) => training.isBetter);
    const until = Math.max(...taste.verdicts.map(({ at }) => at));
    for (const { kind, training } of fresh) {
      const state = chosen?.training === training ? 'promoted' : 'rejected';
      const reason = reasonOf(training, state === 'promoted', inUse?.version.kind ?? null);
      const version = addTasteModel(db, {
        taste: key,
        kind,
        model: training.kept,
        metrics: training.metrics,
        samples: training.samples,
        verdicts,
        until,
        state,
        reason,
        trainedAt: now(),
      });
      done.push({ ...nothing, kind, state, reason, version, metrics: tasteMetrics(training.metrics) });
    }
    if (fresh.length > 0) keeper.models.invalidate();
    return done;
  }

  async function learn(key: string | null, isAsked: boolean): Promise<TasteTraining[]> {
    const state = await keeper.current();
    const tastes = state.tastes.all.filter(
      (taste) => key === null || tasteName(taste, clusterNames).key === key,
    );
    if (key !== null && tastes.length === 0)
      throw new AppError('not-found', `There is no taste "${key}" yet.`);
    const done: TasteTraining[] = [];
    for (const taste of tastes) {
      if (closing.signal.aborted) return done;
      done.push(...(await trainTaste(state, taste, kindsFor(state, isAsked))));
    }
    if (key === null) addTasteTraining(db, state.position, now());
    if (done.some(({ version }) => version !== null)) options.onChange();
    return done;
  }

  async function learnIfDue(): Promise<void> {
    if (closing.signal.aborted) return;
    if (countFeedbackAfter(db, lastTrainedFeedback(db)) < options.retrainEvery()) return;
    try {
      await learn(null, false);
    } catch (error) {
      // The worker was stopped, or could not work: the next verdict tries again.
      if (!(error instanceof AppError) && !closing.signal.aborted) report(error);
    }
  }

  return {
    nudge() {
      if (closing.signal.aborted) return;
      clearTimeout(pause);
      pause = setTimeout(() => {
        work = work.then(learnIfDue);
      }, PAUSE_MS);
      pause.unref();
    },
    train(key) {
      const training = work.then(() => learn(key, true));
      work = training.catch(() => {});
      return training;
    },
    async close() {
      closing.abort(new AppError('engine-stopped', 'The engine is closed.'));
      clearTimeout(pause);
      await work;
    },
  };
}

function bestOf(all: readonly ModelMetrics[]): ModelMetrics | null {
  return all.toSorted((a, b) => a.logLoss - b.logLoss)[0] ?? null;
}
