import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { AppError } from '../../src-preload/errors.ts';

/**
 * Writes a file whole or not at all: an older one at the same path stays as it
 * was until the new one is on disk. Throws `AppError`, leaving nothing behind.
 */
export async function saveDocument(path: string, content: string): Promise<void> {
  // Through a link, so that the link stays one.
  const target = await realpath(path).catch(() => path);
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(content, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw toSaveError(error, path);
  }
}

function toSaveError(error: unknown, path: string): AppError {
  const name = basename(path);
  const kept = 'Nothing was written; a file that was there is unchanged.';
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('disk-full', `${name} was not saved: the disk is full. ${kept}`, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError(
        'not-saved',
        `${name} was not saved: that folder cannot be written. ${kept} Choose another.`,
        {
          cause: error,
        },
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('not-saved', `${name} was not saved: that folder does not exist. Choose another.`, {
        cause: error,
      });
    default:
      return new AppError('not-saved', `${name} was not saved (${(error as Error).message}). ${kept}`, {
        cause: error,
      });
  }
}
