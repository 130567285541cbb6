import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import { AppError } from '../../../src-preload/errors.ts';
import {
  type CorrectionExample,
  type CorrectionFit,
  fitCorrectionInSteps,
  MIN_CORRECTIONS,
} from '../../learning/fitCorrection.ts';
import type { ModelRegistry } from '../../modelRegistry/createModelRegistry.ts';
import { type EntryRow, lastChangeOfEntries, listLearnable } from '../../storage/person/journal.ts';
import { addCorrectionFit, learnedSince, readNewestFit } from '../../storage/person/personCorrections.ts';
import { momentOf } from './momentOf.ts';
import type { Point } from '../point.ts';
import type { ModelReading, TextModel } from '../textModel.ts';

/** Learns in the background what one person means by their words. */
export type CorrectionLearner = {
  /** Says that there may be something new. Learning begins when nothing has been new for a moment. */
  nudge(): void;
  /** Ends at the next safe point. What was not learned is learned after the next start. */
  close(): Promise<void>;
};

/** From the last correction to the work: who drags a point often drags it again. */
const PAUSE_MS = 400;
/** The newest that are learned from: corrected, and left where they were heard. */
const CORRECTED = 200;
const LEFT = 100;
/** Texts that are heard before other calls get their turn. */
const TEXTS_PER_TURN = 16;
/** Closer than this a text was heard where it was heard before. */
const SAME_PLACE = 1e-3;

/**
 * Refits the person's correction from the journal with the model in use. A fit
 * is one row, written at the end, so that being killed loses nothing but the
 * work; and it is not repeated when nothing has changed since.
 */
export function createCorrectionLearner(options: {
  readonly db: Database;
  readonly models: ModelRegistry<TextModel>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Where defects go. */
  readonly report: (error: unknown) => void;
  /** Told after a fit was kept. */
  readonly onLearned: () => void;
}): CorrectionLearner {
  const { db, models, now, report, onLearned } = options;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let work: Promise<void> = Promise.resolve();
  let isClosed = false;

  async function learn(): Promise<void> {
    const since = learnedSince(db);
    const corrected = listLearnable(db, since, true, CORRECTED);
    if (isClosed || corrected.length < MIN_CORRECTIONS) return;
    const rows = [...corrected, ...listLearnable(db, since, false, LEFT)].sort((a, b) => a.id - b.id);

    await models.with('emotion', async ({ model, entry }) => {
      const last = readNewestFit(db, entry.id);
      if (last && last.createdAt > lastChangeOfEntries(db)) return;
      const examples: CorrectionExample[] = [];
      for (let at = 0; at < rows.length; at += TEXTS_PER_TURN) {
        await nextTurn();
        if (isClosed) return;
        const some = rows.slice(at, at + TEXTS_PER_TURN);
        const readings = await model.hear(some.map(({ text }) => text));
        some.forEach((row, index) => examples.push(...exampleOf(db, row, readings[index]!)));
      }
      const fit = await fitBetweenCalls(examples);
      // The person may have asked to forget meanwhile.
      if (!fit || isClosed || learnedSince(db) !== since) return;
      addCorrectionFit(db, entry.id, fit, now());
      onLearned();
    });
  }

  /** Null when the engine closes before it is done. */
  async function fitBetweenCalls(examples: readonly CorrectionExample[]): Promise<CorrectionFit | null> {
    const steps = fitCorrectionInSteps(examples);
    while (!isClosed) {
      const step = steps.next();
      if (step.done) return step.value;
      await nextTurn();
    }
    return null;
  }

  async function learnSafely(): Promise<void> {
    try {
      await learn();
    } catch (error) {
      // Without a model there is nothing to learn for; the readings say why.
      if (!(error instanceof AppError)) report(error);
    }
  }

  return {
    nudge() {
      if (isClosed) return;
      clearTimeout(pause);
      pause = setTimeout(() => {
        work = work.then(learnSafely);
      }, PAUSE_MS);
      pause.unref();
    },
    async close() {
      isClosed = true;
      clearTimeout(pause);
      await work;
    },
  };
}

/** One that was left counts where the model still hears it at that place: a reading that the correction itself had moved must not confirm it. */
function exampleOf(db: Database, row: EntryRow, { point, embedding }: ModelReading): CorrectionExample[] {
  const isWhereHeard = distance(point, { valence: row.heardValence, arousal: row.heardArousal }) < SAME_PLACE;
  if (!row.isCorrected && !isWhereHeard) return [];
  const left = { valence: row.valence, arousal: row.arousal };
  const corrected = row.isCorrected ? left : point;
  return [{ embedding, heard: point, corrected, moment: momentOf(db, row.createdAt) }];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.valence - b.valence, a.arousal - b.arousal);
}
