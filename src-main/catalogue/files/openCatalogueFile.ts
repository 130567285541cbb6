import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { AppError } from '../../../src-preload/errors.ts';
import { checkGzip } from './checkGzip.ts';
import { refusal } from './refusal.ts';
import { textEncodingOf } from './textEncoding.ts';

/** How much of a file its readers look at to recognise it. */
const OPENING_BYTES = 65_536;
const CHUNK_BYTES = 65_536;

/** What a file starts with, unpacked. */
export type Opening = {
  readonly bytes: Buffer;
  /** As text, in the encoding that it seems to have; the last characters may be cut. */
  readonly text: string;
};

/** A file that was found readable; it is read anew by each `chunks()`. */
export type CatalogueFile = {
  /** Without its folders. */
  readonly name: string;
  /** As it lies on the disk, packed or not. */
  readonly sizeBytes: number;
  readonly opening: Opening;
  /** What the file holds, unpacked. Throws `not-a-catalogue` when it cannot be read to its end. */
  chunks(): AsyncGenerator<Buffer, void>;
  /** The same as text, a byte order mark left out and bytes that are no text replaced by U+FFFD. */
  texts(): AsyncGenerator<string, void>;
  /** Bytes of `sizeBytes` that the last `chunks()` has read by now. */
  bytesRead(): number;
};

/**
 * Opens a file that may be packed by gzip, which is told by its first bytes. A
 * packed file is unpacked once to its end before a row of it is used, so that
 * a damaged one is refused as a whole. Throws `not-a-catalogue` for what is
 * missing, unreadable, empty, no plain file, or packed and damaged.
 */
export async function openCatalogueFile(path: string, signal: AbortSignal): Promise<CatalogueFile> {
  const name = basename(path);
  const { sizeBytes, head } = await readHead(path, name);
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  const bytes = isPacked ? await checkGzip(path, name, sizeBytes, OPENING_BYTES, signal) : head;
  if (bytes.length === 0) throw refusal(name, 'is empty');
  const encoding = textEncodingOf(bytes);
  let read = () => 0;

  async function* chunks(): AsyncGenerator<Buffer, void> {
    const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    read = () => Math.min(sizeBytes, file.bytesRead);
    const source = isPacked ? pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), () => {}) : file;
    try {
      for await (const chunk of source) yield chunk as Buffer;
    } catch (error) {
      throw refusal(name, 'could not be read to its end', error);
    }
  }

  return {
    name,
    sizeBytes,
    opening: { bytes, text: new TextDecoder(encoding).decode(bytes, { stream: true }) },
    chunks,
    async *texts() {
      const decoder = new TextDecoder(encoding);
      for await (const chunk of chunks()) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    },
    bytesRead: () => read(),
  };
}

async function readHead(path: string, name: string): Promise<{ sizeBytes: number; head: Buffer }> {
  try {
    // Before it is opened: opening a named pipe waits for its writer.
    const stats = await stat(path);
    if (stats.isDirectory()) throw refusal(name, 'is a folder; choose a file in it');
    if (!stats.isFile()) throw refusal(name, 'is no plain file');
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(OPENING_BYTES) });
    return { sizeBytes: stats.size, head: buffer.subarray(0, bytesRead) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') throw refusal(name, 'does not exist', error);
    if (code === 'EACCES' || code === 'EPERM') throw refusal(name, 'may not be read by you', error);
    throw refusal(name, 'cannot be read', error);
  }
}
