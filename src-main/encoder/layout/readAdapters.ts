import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { AppError } from '../../../src-preload/errors.ts';

const Shape = z.tuple([z.int().positive(), z.int().positive(), z.int().positive(), z.int().positive()]);

/**
 * Low-rank adapters (Hu et al. 2021) that an unmerged graph takes as inputs:
 * `lora_a` [layers, 4 projections, rank, width] and `lora_b` [layers, 4, width,
 * rank], the scale folded into `lora_b`. `file` holds both one after the other
 * as little-endian 32-bit floats.
 */
export const Adapters = z.object({
  file: z.string().regex(/^\w[\w.-]*$/),
  lora_a: Shape,
  lora_b: Shape,
});
export type Adapters = z.output<typeof Adapters>;

/** The inputs that adapters fill. */
export const ADAPTER_INPUTS = ['lora_a', 'lora_b'] as const;

/** One input of a graph that stays the same for every text. */
export type FixedInput = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
};

/**
 * Reads the adapters of a model folder. Throws `model-unusable` when the file
 * is missing, has another length than its manifest says, or holds a value that
 * is no number.
 */
export async function readAdapters(folder: string, adapters: Adapters): Promise<FixedInput[]> {
  const path = join(folder, adapters.file);
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new AppError('model-unusable', `The model's adapters (${path}) cannot be read.`, { cause: error });
  });
  const sizes = ADAPTER_INPUTS.map((name) => adapters[name].reduce((product, side) => product * side, 1));
  const wanted = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes.byteLength !== wanted * 4) {
    throw new AppError(
      'model-unusable',
      `${path} has ${bytes.byteLength} bytes; adapters of the model's shape have ${wanted * 4}. They belong to another model or were cut off.`,
    );
  }
  // Through a view, since the machine's own byte order need not be the file's.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = Float32Array.from({ length: wanted }, (_, at) => view.getFloat32(at * 4, true));
  if (!values.every(Number.isFinite)) {
    throw new AppError('model-unusable', `${path} holds a value that is no number.`);
  }
  let next = 0;
  return ADAPTER_INPUTS.map((name, index) => {
    const from = next;
    next += sizes[index]!;
    return { name, shape: adapters[name], values: values.slice(from, next) };
  });
}
