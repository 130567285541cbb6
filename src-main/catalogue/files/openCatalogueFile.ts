import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { AppError } from '../../../src-preload/errors.ts';
import { type CatalogueFile, CHUNK_BYTES, createCatalogueFile, OPENING_BYTES } from './catalogueFile.ts';
import { checkGzip } from './checkGzip.ts';
import { refusal } from './refusal.ts';

type Head = { readonly sizeBytes: number; readonly changedAt: number; readonly bytes: Buffer };

/**
 * Opens a file that may be packed by gzip, which is told by its first bytes. A
 * packed file is unpacked once to its end before a row of it is used, so that
 * a damaged one is refused as a whole. Throws `not-a-catalogue` for what is
 * missing, unreadable, empty, no plain file, or packed and damaged; and, before
 * its last piece is handed over, for what was changed while it was read.
 */
export async function openCatalogueFile(
  path: string,
  signal: AbortSignal,
  name: string = basename(path),
): Promise<CatalogueFile> {
  const { sizeBytes, changedAt, bytes } = await readHead(path, name);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const head = isPacked ? await checkGzip(path, name, sizeBytes, OPENING_BYTES, signal) : bytes;
  if (head.length === 0) throw refusal(name, 'is empty');
  let read = () => 0;

  async function* chunks(): AsyncGenerator<Buffer, void> {
    const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    read = () => Math.min(sizeBytes, file.bytesRead);
    const source = isPacked ? pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), () => {}) : file;
    let held: Buffer | null = null;
    try {
      for await (const chunk of source) {
        if (held) yield held;
        held = chunk as Buffer;
      }
    } catch (error) {
      throw refusal(name, 'could not be read to its end', error);
    }
    // A file that is being written ends in the middle of a row.
    const after = await stat(path).catch(() => null);
    if (after?.size !== sizeBytes || after.mtimeMs !== changedAt) {
      throw refusal(name, 'was changed while it was read; import it when it is finished');
    }
    if (held) yield held;
  }

  const source = { name, path: isPacked ? null : path, sizeBytes, chunks, bytesRead: () => read() };
  return createCatalogueFile(source, head);
}

async function readHead(path: string, name: string): Promise<Head> {
  try {
    // Before it is opened: opening a named pipe waits for its writer.
    const stats = await stat(path);
    if (stats.isDirectory()) throw refusal(name, 'is a folder; choose a file in it');
    if (!stats.isFile()) throw refusal(name, 'is no plain file');
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(OPENING_BYTES) });
    return { sizeBytes: stats.size, changedAt: stats.mtimeMs, bytes: buffer.subarray(0, bytesRead) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') throw refusal(name, 'does not exist', error);
    if (code === 'EACCES' || code === 'EPERM') throw refusal(name, 'may not be read by you', error);
    throw refusal(name, 'cannot be read', error);
  }
}
