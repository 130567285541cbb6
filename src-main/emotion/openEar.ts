import type { Database } from 'better-sqlite3';

import { AppError } from '../../src-preload/errors.ts';
import { applyCorrection } from '../learning/fitCorrection.ts';
import { createModelRegistry } from '../modelRegistry/createModelRegistry.ts';
import type { ModelAtWork } from '../modelRegistry/createModelSlots.ts';
import { type ModelEntry, type ModelTask } from '../modelRegistry/modelEntry.ts';
import { readUsedCorrection } from '../storage/person/personCorrections.ts';
import { checkModels, providersAtWork } from './checkModels.ts';
import type { Ear, EmotionReading } from './ear.ts';
import { lexiconReading } from './lexiconReading.ts';
import { momentOf } from './corrections/momentOf.ts';
import { moodOf } from './mood.ts';
import { openTextModel } from './openTextModel.ts';
import type { TextModel } from './textModel.ts';
import { textToRead } from './words/textToRead.ts';

export type { Ear, EmotionReading } from './ear.ts';

const NO_SEARCH =
  'Add one that turns texts into vectors: `waves models add <folder>` takes a sentence-transformers folder with an ONNX model, `waves models use <id>` puts it to use.';

/**
 * Opens the ear of a profile: the models that came with the app or were added,
 * and what was learned from the person's corrections. Never throws for a bad
 * model: a small word list answers then, and every reading says so and why. No
 * model is opened before it is needed.
 */
export async function openEar(options: {
  readonly db: Database;
  readonly profile: string;
  readonly modelsDir: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told after another model has come into use. */
  readonly onSwitch?: (task: ModelTask, entry: ModelEntry) => void;
}): Promise<Ear> {
  const { db, now } = options;
  const models = await createModelRegistry<TextModel>({
    ...options,
    open: (entry, afresh) => openTextModel(entry, { ...options, afresh }),
  });

  async function hear(
    { model, entry, notice }: ModelAtWork<TextModel>,
    texts: readonly string[],
  ): Promise<EmotionReading[]> {
    const readings = await model.hear(texts);
    const correction = readUsedCorrection(db, entry.id);
    const moment = correction ? momentOf(db, now()) : [];
    const provider = model.provider().name;
    return readings.map(({ point, embedding, ...reading }) => {
      const placed = correction ? applyCorrection(correction, { embedding, heard: point, moment }) : point;
      const notices = [notice, reading.notice].filter((sentence) => sentence !== null);
      return {
        ...placed,
        raw: reading.raw,
        mood: moodOf(placed),
        confidence: reading.confidence,
        emotions: reading.emotions,
        provider,
        model: { id: entry.id, kind: 'model', notice: notices.join(' ') || null },
      };
    });
  }

  async function readMany(texts: readonly string[]): Promise<EmotionReading[]> {
    try {
      return await models.with('emotion', (atWork) => hear(atWork, texts));
    } catch (error) {
      const problem = sentenceOf(error);
      return texts.map((text) => lexiconReading(textToRead(text), problem));
    }
  }

  return {
    models,
    readMany,
    async read(text) {
      const [reading] = await readMany([text]);
      return reading!;
    },
    async embed(texts) {
      try {
        return await models.with('search', async ({ model, entry, notice }) => ({
          model: entry.id,
          vectors: await model.embed(texts),
          provider: model.provider().name,
          notice,
        }));
      } catch (error) {
        throw new AppError('model-unusable', `${sentenceOf(error)} ${NO_SEARCH}`, { cause: error });
      }
    },
    wake: () => models.with('emotion', async () => {}).catch(() => {}),
    check: () => checkModels(models),
    providers: () => providersAtWork(models),
    close: () => models.close(),
  };
}

function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return `The emotion model cannot be used: ${error instanceof Error ? error.message : String(error)}`;
}
