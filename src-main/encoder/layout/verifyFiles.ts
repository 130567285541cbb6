import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { AppError } from '../../../src-preload/errors.ts';

/** SHA-256 of a file in hexadecimal, read in pieces. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Throws `model-unusable` naming the first file of `folder` that is missing or is not the one its SHA-256 was taken of, and `remedy`: what the person can do. */
export async function verifyFiles(
  folder: string,
  expected: Readonly<Record<string, string>>,
  remedy = 'Add the model again.',
): Promise<void> {
  for (const [file, sha256] of Object.entries(expected)) {
    const problem = await problemOf(join(folder, file), sha256);
    if (problem) {
      throw new AppError('model-unusable', `${file} in ${folder} ${problem}. It is not used. ${remedy}`);
    }
  }
}

async function problemOf(file: string, expected: string): Promise<string | null> {
  let actual: string;
  try {
    actual = await sha256Of(file);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is missing' : 'cannot be read';
  }
  if (actual === expected.toLowerCase()) return null;
  return `was changed or damaged (its SHA-256 begins with ${actual.slice(0, 12)}, the model's with ${expected.slice(0, 12)})`;
}
