import { join } from 'node:path';

import { Tokenizer } from '@huggingface/tokenizers';

import { AppError } from '../../../src-preload/errors.ts';
import { readJsonFile } from '../layout/readJsonFile.ts';

/** Turns texts into the numbers a model was trained on. */
export type TextTokenizer = {
  /** What fills the end of a shorter text in a batch. */
  readonly padId: number;
  /** One more than the highest id that can come out: the rows that the model's table must have. */
  readonly size: number;
  /** Tokens that stand around every text, such as [CLS] and [SEP]. */
  readonly specials: number;
  /** The length that the folder's own settings allow, specials included; null where they name none. */
  readonly longest: number | null;
  /** The tokens of a text, without what stands around it. */
  tokenise(text: string): number[];
  /** The tokens of a text between those that stand around every text; of more than `longest` in all, the text loses its end. */
  frame(ids: readonly number[], longest: number): number[];
  /** Share of a text's tokens that the vocabulary does not know, 0 for an empty text. */
  shareUnknown(ids: readonly number[]): number;
};

/** Settings may say "no limit" by an astronomically large number. */
const NO_LIMIT = 1e6;
const PAD_NAMES = ['[PAD]', '<pad>', '<|endoftext|>'];

/**
 * Opens the `tokenizer.json` of a folder (any tokenizer of the Hugging Face
 * family; `tokenizer_config.json` beside it is read when it is there). Throws
 * `model-unusable` when there is none or it cannot be read.
 */
export async function openTokenizer(folder: string): Promise<TextTokenizer> {
  const file = join(folder, 'tokenizer.json');
  const definition = await readJsonFile(file);
  if (!definition) {
    throw new AppError(
      'model-unusable',
      `The folder has no tokenizer.json, so texts cannot be turned into the model's numbers (looked for ${file}).`,
    );
  }
  const settings = (await readJsonFile(join(folder, 'tokenizer_config.json'))) ?? {};
  let tokenizer: Tokenizer;
  let around: Surroundings;
  try {
    tokenizer = new Tokenizer(definition, settings);
    around = surroundings(tokenizer);
  } catch (error) {
    throw new AppError('model-unusable', `${file} is not a tokenizer that this app can read.`, {
      cause: error,
    });
  }

  const padId = findPadId(tokenizer, definition, settings);
  const unknownId = tokenizer.model?.unk_token_id;
  const specials = around.before.length + around.after.length;
  const limit = settings['model_max_length'];
  return {
    padId,
    size: highestId(tokenizer) + 1,
    specials,
    longest: typeof limit === 'number' && limit > specials && limit < NO_LIMIT ? limit : null,
    tokenise: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    frame: (ids, longest) => [
      ...around.before,
      ...ids.slice(0, Math.max(longest - specials, 0)),
      ...around.after,
    ],
    shareUnknown: (ids) => (ids.length > 0 ? ids.filter((id) => id === unknownId).length / ids.length : 0),
  };
}

type Surroundings = { readonly before: readonly number[]; readonly after: readonly number[] };

/** What the tokenizer's own template puts around a text, read off from a word with and without it. */
function surroundings(tokenizer: Tokenizer): Surroundings {
  const bare = tokenizer.encode('a', { add_special_tokens: false }).ids;
  const dressed = tokenizer.encode('a').ids;
  const start = dressed.findIndex((_, at) => bare.every((id, offset) => dressed[at + offset] === id));
  if (bare.length === 0 || start < 0 || bare.some((id) => id === undefined)) {
    throw new Error('The tokenizer has no token for the letter a.');
  }
  return { before: dressed.slice(0, start), after: dressed.slice(start + bare.length) };
}

function findPadId(tokenizer: Tokenizer, definition: object, settings: Record<string, unknown>): number {
  const padding = (definition as { padding?: { pad_id?: unknown } | null }).padding;
  if (typeof padding?.pad_id === 'number') return padding.pad_id;
  const named = settings['pad_token'] as string | { content?: string } | null | undefined;
  const name = typeof named === 'string' ? named : named?.content;
  for (const candidate of [...(name ? [name] : []), ...PAD_NAMES]) {
    const id = tokenizer.token_to_id(candidate);
    if (id !== undefined) return id;
  }
  return 0;
}

function highestId(tokenizer: Tokenizer): number {
  let highest = (tokenizer.model?.vocab.length ?? 0) - 1;
  for (const id of tokenizer.get_added_tokens_decoder().keys()) highest = Math.max(highest, id);
  return highest;
}
