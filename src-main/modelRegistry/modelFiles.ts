import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { EncoderLayout } from '../encoder/layout/readLayout.ts';

/** Files beside the graph that say how to use a model, or whose it is. */
const COMPANIONS = [
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'config.json',
  'config_sentence_transformers.json',
  'sentence_bert_config.json',
  'modules.json',
  'wide.json',
  'vocabulary.txt',
  'manifest.json',
  'model.json',
  'README.md',
  'LICENSE',
  'LICENSE.txt',
];

/** The files of a model folder that the app needs, by their paths inside it: a folder often holds the same weights several times. */
export function modelFiles({ folder, modelFile, pooling }: EncoderLayout): string[] {
  const companions = [...COMPANIONS, ...(pooling ? [pooling.file] : [])];
  return [
    modelFile,
    ...weightsBeside(folder, modelFile),
    ...companions.filter((file) => existsSync(join(folder, file))),
  ];
}

/** Files in which a graph keeps weights outside itself: `model.onnx_data`, `model.onnx.data`, and so on. */
function weightsBeside(folder: string, modelFile: string): string[] {
  const name = basename(modelFile);
  const place = dirname(modelFile);
  return readdirSync(join(folder, place))
    .filter((file) => file.startsWith(name) && /^[._]data/.test(file.slice(name.length)))
    .map((file) => (place === '.' ? file : `${place}/${file}`));
}
