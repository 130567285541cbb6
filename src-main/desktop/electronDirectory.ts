import { accessSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeDirectory } from '../storage/makeDirectory.ts';

/**
 * Where Electron keeps its own things (caches, window.json): inside the
 * profile, so that each profile has its own single instance. In a temporary
 * directory when the profile cannot be written, for the window must open all
 * the same: it is what tells the person so.
 */
export function electronDirectory(profile: string): string {
  const directory = join(profile, 'electron');
  try {
    makeDirectory(directory);
    accessSync(directory, constants.W_OK);
    return directory;
  } catch {
    return mkdtempSync(join(tmpdir(), 'words-to-waves-'));
  }
}
