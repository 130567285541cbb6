import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { AppError } from '../../src-preload/errors.ts';

const MAX_UPLOAD_BYTES = 2 * 1024 ** 3;
const MAX_NAME_LENGTH = 100;

/** Files that a browser handed over, kept in the profile until they are imported. */
export type Uploads = {
  /** Stores a stream as a file and returns its path. Leaves nothing behind when it fails. */
  receive(stream: Readable, name: string, declaredBytes: number | null): Promise<string>;
  /** Whether `receive` returned this path and it has not been removed since. */
  has(path: string): boolean;
  remove(path: string): Promise<void>;
  /** Removes what earlier runs left. */
  removeOld(): Promise<void>;
};

/** Keeps uploads in `directory`, which is made when the first one comes. */
export function createUploads(directory: string, maxBytes = MAX_UPLOAD_BYTES): Uploads {
  const begun = new Set<string>();
  const complete = new Set<string>();

  async function remove(path: string): Promise<void> {
    complete.delete(path);
    await rm(dirname(path), { recursive: true, force: true });
  }

  return {
    async receive(stream, name, declaredBytes) {
      if ((declaredBytes ?? 0) > maxBytes) throw tooLarge(maxBytes);
      // A folder of its own, so that the file keeps the name that the person knows.
      const folder = join(directory, randomBytes(8).toString('hex'));
      const path = join(folder, safeName(name));
      begun.add(folder);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const limit = (chunks: AsyncIterable<Buffer>) => upTo(chunks, maxBytes);
        await pipeline(
          stream.iterator({ destroyOnReturn: false }),
          limit,
          createWriteStream(path, { flags: 'wx', mode: 0o600 }),
        );
      } catch (error) {
        await rm(folder, { recursive: true, force: true }).catch(() => {});
        throw toUploadError(error);
      }
      complete.add(path);
      return path;
    },
    has: (path) => complete.has(path),
    remove,
    async removeOld() {
      const names = await readdir(directory).catch(() => []);
      const old = names.map((name) => join(directory, name)).filter((folder) => !begun.has(folder));
      await Promise.all(old.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

/** What of a file's name is safe on every platform; its end, which tells the format, is kept. */
export function safeName(name: string): string {
  const clean = name.normalize('NFC').replaceAll(/[^\p{L}\p{N}._ -]/gu, '_');
  const short = [...clean]
    .slice(-MAX_NAME_LENGTH)
    .join('')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  return short === '' ? 'file' : short;
}

async function* upTo(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(
    'bad-request',
    `The file is larger than ${maxBytes} bytes, the most that is taken. Nothing was kept of it.`,
  );
}

function toUploadError(error: unknown): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError(
        'disk-full',
        'The disk is full: the file was not taken, everything else is kept. Make room and try again.',
        { cause: error },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
      return new AppError(
        'profile-unwritable',
        'The profile directory cannot be written: the file was not taken.',
        { cause: error },
      );
    default:
      return error;
  }
}
