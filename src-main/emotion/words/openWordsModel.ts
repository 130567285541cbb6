import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { AppError } from '../../../src-preload/errors.ts';
import type { Calibration } from '../../encoder/layout/calibration.ts';
import type { ModelEntry } from '../../modelRegistry/modelEntry.ts';
import { readModelList, type ShippedModel } from '../../modelRegistry/modelList.ts';
import { calibrate } from '../calibrate.ts';
import { countFeatures } from '../../countedWords/features.ts';
import { openSession, type Session } from './openSession.ts';
import type { ModelReading, ProviderTry, TextModel } from '../textModel.ts';
import { MAX_READ, type TextToRead, textToRead } from './textToRead.ts';
import { shortened, trustIn } from './trust.ts';
import { encode, parseVocabulary, type Vocabulary } from '../../countedWords/vocabulary.ts';

/** Texts scored at once; more would only hold the thread longer. */
const BATCH = 32;
const CUT = `Only the first ${MAX_READ.toLocaleString('en')} characters were read.`;
const NO_EMBEDDING = new Float32Array(0);

/**
 * Opens a model of the list whose reader is `words-1`: counted features and a
 * linear map. Its files have been verified. Throws `model-unusable` when they
 * do not fit each other.
 */
export async function openWordsModel(entry: ModelEntry, modelsDir: string): Promise<TextModel> {
  const list = await readModelList(modelsDir);
  const model = list?.models.find(({ id }) => id === entry.id);
  if (!model?.calibration) {
    throw new AppError('model-unusable', `The list of models (manifest.json) does not name ${entry.id}.`);
  }
  const tried: ProviderTry[] = [];
  const vocabulary = parseVocabulary(await readFile(join(modelsDir, pathOf(model, 'vocabulary')), 'utf8'));
  const session = await openSession(
    await readFile(join(modelsDir, pathOf(model, 'graph'))),
    { ids: [0, vocabulary.size - 1], counts: [1, 2] },
    (attempt) => tried.push(attempt),
  );
  const parts = { calibration: model.calibration, vocabulary, session };
  return {
    async hear(texts) {
      const readings: ModelReading[] = [];
      for (let start = 0; start < texts.length; start += BATCH) {
        readings.push(...(await readBatch(parts, texts.slice(start, start + BATCH).map(textToRead))));
      }
      return readings;
    },
    embed: () =>
      Promise.reject(new AppError('model-unusable', `${entry.id} does not turn texts into vectors.`)),
    provider: () => ({ name: tried.find(({ ok }) => ok)?.provider ?? 'cpu', trials: tried }),
    close: () => session.close(),
  };
}

/** Words that the vocabulary does not know pull the answer to the centre. */
async function readBatch(
  parts: { readonly calibration: Calibration; readonly vocabulary: Vocabulary; readonly session: Session },
  texts: readonly TextToRead[],
): Promise<ModelReading[]> {
  const { calibration, vocabulary, session } = parts;
  const encoded = texts.map(({ tokens }) => encode(countFeatures(tokens), vocabulary));
  const raws = await session.score(encoded);
  return texts.map((text, index) => {
    const raw = raws[index]!;
    const trust = trustIn(text, vocabulary, encoded[index]!.ids.length > 0, false);
    const notices = [trust.notice, text.isCut ? CUT : null].filter((notice) => notice !== null);
    return {
      point: shortened(calibrate(raw, calibration), trust.share),
      raw,
      embedding: NO_EMBEDDING,
      emotions: [],
      confidence: null,
      notice: notices.join(' ') || null,
    };
  });
}

function pathOf({ id, files }: ShippedModel, role: string): string {
  const file = files.find((candidate) => candidate.role === role);
  if (!file) throw new AppError('model-unusable', `The model ${id} names no ${role} file.`);
  return file.path;
}
