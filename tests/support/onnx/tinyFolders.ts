import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { COUNTED, earGraph, LABELS, tokenGraph, WIDTH } from './tinyGraphs.ts';
import { type Family, tinyTokenizer, vocabularyOf } from './tinyTokenizer.ts';
import { type Graph, writeOnnx } from './writeOnnx.ts';

/** Writes a file of a model folder: an object as JSON. */
export function put(folder: string, file: string, content: object | string | Uint8Array): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  const isRaw = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(path, isRaw ? content : JSON.stringify(content));
}

/**
 * A folder as sentence-transformers saves all-MiniLM-L6-v2 (`bert`) or
 * all-mpnet-base-v2 (`mpnet`), with a model of six numbers. `modelFile` is
 * where its graph lies; `graph` takes the place of the one that fits.
 */
export function sentenceTransformersFolder(
  folder: string,
  family: Family,
  options: {
    readonly modelFile?: string;
    readonly graph?: Graph;
    readonly pooling?: 'mean' | 'cls' | 'max';
    readonly normalise?: boolean;
  } = {},
): string {
  const { modelFile = 'onnx/model.onnx', pooling = 'mean', normalise = true } = options;
  const size = vocabularyOf(family).length;
  put(folder, modelFile, writeOnnx(options.graph ?? tokenGraph(size, family === 'bert')));
  put(folder, 'tokenizer.json', tinyTokenizer(family));
  put(folder, 'tokenizer_config.json', {
    model_max_length: 64,
    pad_token: family === 'bert' ? '[PAD]' : { content: '<pad>', lstrip: false },
    tokenizer_class: family === 'bert' ? 'BertTokenizer' : 'MPNetTokenizer',
  });
  put(folder, 'config.json', {
    _name_or_path: `tests/tiny-${family}`,
    model_type: family,
    hidden_size: WIDTH,
    max_position_embeddings: 66,
    vocab_size: size,
  });
  put(folder, 'sentence_bert_config.json', { max_seq_length: 32, do_lower_case: false });
  put(folder, '1_Pooling/config.json', {
    word_embedding_dimension: WIDTH,
    pooling_mode_cls_token: pooling === 'cls',
    pooling_mode_mean_tokens: pooling === 'mean',
    pooling_mode_max_tokens: pooling === 'max',
    pooling_mode_mean_sqrt_len_tokens: false,
  });
  const module = (idx: number, name: string, path: string) => ({
    idx,
    name: String(idx),
    path,
    type: `sentence_transformers.models.${name}`,
  });
  put(
    folder,
    'modules.json',
    [
      module(0, 'Transformer', ''),
      module(1, 'Pooling', '1_Pooling'),
      module(2, 'Normalize', '2_Normalize'),
    ].slice(0, normalise ? 3 : 2),
  );
  return folder;
}

/** Features of the tiny ear, in the form of a real `wide.json`. */
export const tinyWide = {
  names: ['exclamations', 'log_words', 'lexicon'],
  lists: { negation: ['not'], emoji_positive: '😀', emoji_negative: '😞' },
  lexicon: { happy: 2.7, sad: -2.1, great: 3.1 },
};

/**
 * A folder as the app's own training writes it. `id` may be chosen, so that
 * several can lie side by side; with `isCounting` the model takes counted words.
 */
export function earFolder(
  folder: string,
  options: {
    readonly id?: string;
    readonly graph?: Graph;
    readonly changes?: object;
    readonly isCounting?: boolean;
    readonly manifestFile?: 'manifest.json' | 'model.json';
  } = {},
): string {
  const { isCounting = false, manifestFile = 'manifest.json' } = options;
  const graph = options.graph ?? earGraph(vocabularyOf('bert').length, tinyWide.names.length, isCounting);
  const vocabulary = COUNTED.map(([word]) => `${word}\n`).join('');
  if (isCounting) put(folder, 'vocabulary.txt', vocabulary);
  put(folder, 'model-int8.onnx', writeOnnx(graph));
  put(folder, 'tokenizer.json', tinyTokenizer('bert'));
  put(folder, 'wide.json', tinyWide);
  put(folder, manifestFile, {
    id: options.id ?? 'ear-tiny',
    opset: 17,
    inputs: { input_ids: ['int64', 'batch', 'length'], attention_mask: ['int64', 'batch', 'length'] },
    outputs: { embedding: ['batch', WIDTH], vad: ['batch', 3], emotions: ['batch', LABELS.length] },
    longest: 24,
    labels: LABELS,
    thresholds: LABELS.map(() => 0.5),
    figures: { emobank_dev_r_valence: 0.7 },
    provenance: { commit: '0000000' },
    sha256: sumsOf(folder, [
      'model-int8.onnx',
      'tokenizer.json',
      'wide.json',
      ...(isCounting ? ['vocabulary.txt'] : []),
    ]),
    ...options.changes,
  });
  return folder;
}

/** SHA-256 of files as they are now. */
export function sumsOf(folder: string, files: readonly string[]): Record<string, string> {
  const sum = (file: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
  return Object.fromEntries(files.map((file) => [file, sum(file)]));
}
