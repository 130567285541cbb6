import { readFile } from 'node:fs/promises';

import { AppError } from '../../../src-preload/errors.ts';

/**
 * The object in a JSON file (or the array, when that is what is `expected`:
 * its indexes are then the keys); null where there is no such file. Throws
 * `model-unusable` when it holds anything else.
 */
export async function readJsonFile(
  file: string,
  expected: 'object' | 'list' = 'object',
): Promise<Record<string, unknown> | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new AppError('model-unusable', `${file} cannot be read.`, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('model-unusable', `${file} is damaged: it is not JSON.`, { cause: error });
  }
  if (typeof value === 'object' && value !== null && Array.isArray(value) === (expected === 'list')) {
    return value as Record<string, unknown>;
  }
  throw new AppError('model-unusable', `${file} does not hold what a model's settings hold.`);
}
