import { join } from 'node:path';

import { AppError } from '../../../src-preload/errors.ts';
import { readJsonFile } from './readJsonFile.ts';

/** How the vectors of a text's tokens become the vector of the text. */
export type PoolingMode = 'mean' | 'cls' | 'max';

export type Pooling = {
  /** Where that is written, inside the folder. */
  readonly file: string;
  readonly mode: PoolingMode;
  /** Length of the pooled vector as the settings state it. */
  readonly size: number | null;
  /** Whether the vector is then brought to length 1. */
  readonly normalise: boolean;
};

const modes: Readonly<Record<string, PoolingMode>> = {
  pooling_mode_mean_tokens: 'mean',
  pooling_mode_cls_token: 'cls',
  pooling_mode_max_tokens: 'max',
};

/**
 * The pooling that a sentence-transformers folder asks for: by `modules.json`
 * where there is one, else by `1_Pooling/config.json`. Null when the folder
 * says nothing. Throws `model-unusable` for a pooling, or a layer after it,
 * that this app does not have.
 */
export async function readPooling(folder: string): Promise<Pooling | null> {
  const modules = await readModules(folder);
  const step = modules?.find(({ name }) => name === 'Pooling');
  const file = `${step?.path ?? '1_Pooling'}/config.json`;
  const config = await readJsonFile(join(folder, file));
  const further = modules?.find(({ name }) => !['Transformer', 'Pooling', 'Normalize'].includes(name));
  if (further) {
    throw new AppError(
      'model-unusable',
      `The model has a ${further.name} layer after its encoder (modules.json), which this app does not have. Export it as part of model.onnx.`,
    );
  }
  if (!config) return null;

  const chosen = chosenModes(config);
  const mode = chosen.length === 1 ? modes[chosen[0]!] : undefined;
  if (!mode) {
    throw new AppError(
      'model-unusable',
      `The model pools its tokens by ${chosen.join(' and ') || 'nothing'}; this app knows mean, cls and max, one at a time.`,
    );
  }
  const size = config['word_embedding_dimension'];
  return {
    file,
    mode,
    size: typeof size === 'number' ? size : null,
    normalise: modules?.some(({ name }) => name === 'Normalize') ?? false,
  };
}

/** Older folders set one flag a mode, newer ones name the mode. */
function chosenModes(config: Record<string, unknown>): string[] {
  const named = config['pooling_mode'];
  if (typeof named === 'string') {
    const flag = Object.keys(modes).find((key) => modes[key] === named);
    return [flag ?? named];
  }
  return Object.keys(config).filter((key) => key.startsWith('pooling_mode_') && config[key] === true);
}

async function readModules(folder: string): Promise<{ name: string; path: string }[] | null> {
  const wrapped = await readJsonFile(join(folder, 'modules.json'), 'list');
  if (!wrapped) return null;
  return Object.values(wrapped).map((one) => {
    const { type, path } = (one ?? {}) as { type?: unknown; path?: unknown };
    // Only a folder inside this one.
    const isInside = typeof path === 'string' && /^[\w-]*$/.test(path);
    return { name: String(type).split('.').at(-1)!, path: isInside ? path : '' };
  });
}
