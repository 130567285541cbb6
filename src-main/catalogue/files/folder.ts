import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';

import { AppError } from '../../../src-preload/errors.ts';
import type { Container } from './container.ts';
import type { CatalogueFile } from './catalogueFile.ts';
import { openCatalogueFile } from './openCatalogueFile.ts';
import { refusal } from './refusal.ts';

/** Deeper than any music library, and an end to what links make endless. */
const MAX_DEPTH = 32;

type Found = { readonly path: string; readonly sizeBytes: number };

/** The files of a folder and the folders in it, in the order of their names. Links and hidden files are left out. */
export async function openFolder(path: string, signal: AbortSignal): Promise<Container> {
  const name = basename(path);
  const found: Found[] = [];
  try {
    for await (const file of filesIn(path, 0)) {
      signal.throwIfAborted();
      found.push(file);
    }
  } catch (error) {
    if (signal.aborted) throw error;
    throw refusal(name, 'cannot be looked through', error);
  }
  let doneBytes = 0;
  let current: CatalogueFile | null = null;

  return {
    name,
    sizeBytes: found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    holdsMany: true,
    async *parts() {
      for (const file of found) {
        const part = await openQuietly(file.path, relative(path, file.path), signal);
        current = part;
        if (part) yield part;
        current = null;
        doneBytes += file.sizeBytes;
      }
    },
    bytesRead: () => doneBytes + (current?.bytesRead() ?? 0),
    close() {},
  };
}

async function* filesIn(folder: string, depth: number): AsyncGenerator<Found, void> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory() && depth < MAX_DEPTH) yield* filesIn(path, depth + 1);
    if (!entry.isFile()) continue;
    const stats = await stat(path).catch(() => null);
    if (stats) yield { path, sizeBytes: stats.size };
  }
}

/** What cannot be read is one of the many files of a folder that are no catalogue. */
async function openQuietly(path: string, name: string, signal: AbortSignal): Promise<CatalogueFile | null> {
  try {
    return await openCatalogueFile(path, signal, name);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
