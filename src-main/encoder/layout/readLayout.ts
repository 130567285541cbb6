import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { AppError } from '../../../src-preload/errors.ts';
import { type EarManifest, readEarManifest } from './earManifest.ts';
import { type Pooling, readPooling } from './readPooling.ts';
import { readJsonFile } from './readJsonFile.ts';

/** What the files of a model folder say, before its graph is opened. */
export type EncoderLayout = {
  readonly folder: string;
  /** The graph's path inside the folder. */
  readonly modelFile: string;
  /** How token vectors become one vector; null where the folder says nothing of it. */
  readonly pooling: Pooling | null;
  /** Length of the embedding as the folder states it; null where it does not. */
  readonly embeddingSize: number | null;
  /** The most tokens the model takes, as far as the folder says. */
  readonly longest: number | null;
  /** The app's own manifest; null for a sentence-transformers folder. */
  readonly manifest: EarManifest | null;
};

/** Where a sentence-transformers folder keeps its graph, the exact one before the quantised ones. */
const GRAPH_FILES = [
  'model.onnx',
  'onnx/model.onnx',
  'onnx/model_O3.onnx',
  'model_quantized.onnx',
  'onnx/model_quantized.onnx',
  ...(process.arch === 'arm64' ? ['onnx/model_qint8_arm64.onnx'] : []),
  'onnx/model_quint8_avx2.onnx',
  'onnx/model_qint8_avx512_vnni.onnx',
];

/** Positions that these families keep for themselves, out of those their tables have. */
const RESERVED_POSITIONS = 2;

/**
 * Reads the layout of a model folder: the app's own (with a manifest), or any
 * that sentence-transformers writes. Throws `model-unusable` when there is no
 * graph, or a settings file cannot be read.
 */
export async function readLayout(folder: string): Promise<EncoderLayout> {
  const manifest = await readEarManifest(folder);
  if (manifest) {
    requireFile(folder, manifest.file);
    const { file, longest, embeddingSize } = manifest;
    return { folder, modelFile: file, pooling: null, embeddingSize, longest, manifest };
  }

  const modelFile = GRAPH_FILES.find((file) => existsSync(join(folder, file)));
  if (!modelFile) {
    throw new AppError(
      'model-unusable',
      `${folder} has no ONNX model: looked for ${GRAPH_FILES.slice(0, 2).join(' and ')} and their quantised variants.`,
    );
  }
  const pooling = await readPooling(folder);
  const config = (await readJsonFile(join(folder, 'config.json'))) ?? {};
  return {
    folder,
    modelFile,
    pooling,
    embeddingSize: pooling?.size ?? positive(config['hidden_size']) ?? positive(config['dim']),
    longest: await readLongest(folder, config),
    manifest: null,
  };
}

async function readLongest(folder: string, config: Record<string, unknown>): Promise<number | null> {
  const own = await readJsonFile(join(folder, 'sentence_bert_config.json'));
  const stated = positive(own?.['max_seq_length']);
  const positions = positive(config['max_position_embeddings']);
  const shifts = /^(mpnet|roberta|xlm-roberta|camembert)$/.test(String(config['model_type']));
  const fits = positions === null ? null : positions - (shifts ? RESERVED_POSITIONS : 0);
  return stated !== null && fits !== null ? Math.min(stated, fits) : (stated ?? fits);
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}

function requireFile(folder: string, file: string): void {
  if (existsSync(join(folder, file))) return;
  throw new AppError('model-unusable', `${folder} lacks ${file}, which its manifest names.`);
}
