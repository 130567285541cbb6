import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { AppError } from '../../src-preload/errors.ts';

/** A JSON file that ships with the app. Throws `internal` when it is missing or no JSON: the installation is damaged. */
export function readResource(directory: string, name: string): unknown {
  const path = join(directory, name);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new AppError(
      'internal',
      `${path} is missing or damaged. Your profile is untouched; install the app again.`,
      { cause: error },
    );
  }
}
