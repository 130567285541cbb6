import { join } from 'node:path';

import { AppError } from '../../../src-preload/errors.ts';
import { readJsonFile } from '../layout/readJsonFile.ts';
import { createWideFeatures, type WideLists } from './wideFeatures.ts';

/** Numbers counted from a text, in the order that the model was trained with. */
export type WideFeatures = (text: string) => Float32Array;

/**
 * The wide part of a model: the word lists and lexicon of its `wide.json`.
 * `expected` is the number of features that the graph takes; for 0 nothing is
 * read. Throws `model-unusable` when the file does not fit graph or app.
 */
export async function openWideFeatures(folder: string, expected: number): Promise<WideFeatures> {
  const none = new Float32Array(0);
  if (expected === 0) return () => none;
  const file = join(folder, 'wide.json');
  const content = await readJsonFile(file);
  if (!content) {
    throw new AppError('model-unusable', `${folder} has no wide.json, which its model takes features from.`);
  }
  const { names, lists, lexicon } = content as Partial<WideLists>;
  if (!Array.isArray(names) || names.length !== expected || !lists || !lexicon) {
    throw new AppError(
      'model-unusable',
      `${file} does not hold the ${expected} features that the model takes.`,
    );
  }
  const wide = createWideFeatures({ names, lists, lexicon });
  if ('unknown' in wide) {
    throw new AppError(
      'model-unusable',
      `The model takes the feature "${wide.unknown}", which this version of the app does not compute.`,
    );
  }
  return wide.compute;
}
