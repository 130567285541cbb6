import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { AppError } from '../../../src-preload/errors.ts';
import { countFeatures } from '../../countedWords/features.ts';
import { tokens } from '../../countedWords/tokens.ts';
import { encode, type EncodedText, parseVocabulary, type Vocabulary } from '../../countedWords/vocabulary.ts';

/** The counted features of texts, by the rules of `words-1`, over the vocabulary of a model. */
export type CountedWords = {
  readonly vocabulary: Vocabulary;
  count(text: string): EncodedText;
};

/**
 * The sparse part of a model that takes `words` and `counts`: the features of
 * its `vocabulary.txt`, one a line. Throws `model-unusable` when there is none.
 */
export async function openCountedWords(folder: string): Promise<CountedWords> {
  let lines: string;
  try {
    lines = await readFile(join(folder, 'vocabulary.txt'), 'utf8');
  } catch (error) {
    throw new AppError(
      'model-unusable',
      `${folder} has no vocabulary.txt, whose words its model takes counts of.`,
      { cause: error },
    );
  }
  const vocabulary = parseVocabulary(lines);
  return { vocabulary, count: (text) => encode(countFeatures(tokens(text)), vocabulary) };
}
