import type { Database } from 'better-sqlite3';

import { AppError } from '../../src-preload/errors.ts';
import type { ModelEntry } from '../modelRegistry/modelEntry.ts';
import { openEncoderModel } from '../modelRegistry/openEncoderModel.ts';
import { openEarModel } from './openEarModel.ts';
import { openWordsModel } from './words/openWordsModel.ts';
import type { TextModel } from './textModel.ts';
import rules from '../countedWords/textRules.json' with { type: 'json' };

/** Opens a model by its reader; with `afresh` the remembered trials of providers do not count. Throws `model-unusable`. */
export async function openTextModel(
  entry: ModelEntry,
  options: {
    readonly db: Database;
    readonly modelsDir: string;
    readonly now: () => number;
    readonly afresh: boolean;
  },
): Promise<TextModel> {
  switch (entry.reader) {
    case rules.version:
      return openWordsModel(entry, options.modelsDir);
    case 'encoder':
      return openEarModel(entry, await openEncoderModel(entry, options));
    default:
      throw new AppError(
        'model-unusable',
        `${entry.id} is made for the reader ${entry.reader}, which this version of the app does not have.`,
      );
  }
}
