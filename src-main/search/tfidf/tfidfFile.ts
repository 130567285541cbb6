import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import type { TfidfIndex } from './tfidfIndex.ts';

/** Another number, and the file is made anew. */
const VERSION = 1;
const MAGIC = 'WAVTFIDF';
const CHUNK = 2 ** 22;

const arrays = ['ids', 'idf', 'norms', 'offsets', 'rows'] as const;
type Head = {
  readonly version: number;
  readonly revision: number;
  readonly features: readonly string[];
  readonly lengths: Readonly<Record<(typeof arrays)[number], number>>;
  readonly sha256: string;
};

/** The file of a profile that holds the TF-IDF index. */
export function tfidfFile(profile: string): string {
  return join(profile, 'derived', 'tfidf.bin');
}

/** Writes the index as a whole or not at all: magic, length of the head (u32), head (JSON, padded to 4), arrays. */
export async function writeTfidf(profile: string, index: TfidfIndex): Promise<void> {
  const parts = arrays.map((name) => bytesOf(index[name]));
  const head: Head = {
    version: VERSION,
    revision: index.revision,
    features: index.features,
    lengths: Object.fromEntries(arrays.map((name) => [name, index[name].length])) as Head['lengths'],
    sha256: await hashOf(parts),
  };
  const json = Buffer.from(JSON.stringify(head));
  const start = Buffer.alloc(12 + Math.ceil(json.length / 4) * 4, ' ');
  start.write(MAGIC, 'latin1');
  start.writeUInt32LE(start.length - 12, 8);
  json.copy(start, 12);

  const path = tfidfFile(profile);
  await mkdir(join(profile, 'derived'), { recursive: true });
  const partial = `${path}.partial`;
  const file = await open(partial, 'w');
  try {
    for (const part of [start, ...parts]) await file.writeFile(part);
  } finally {
    await file.close();
  }
  await rename(partial, path);
}

/** Reads the index; null when there is none, it is of another version, or it is not what was written. */
export async function readTfidf(profile: string): Promise<TfidfIndex | null> {
  const path = tfidfFile(profile);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    return null;
  }
  const index = await parse(bytes);
  if (!index) await rm(path, { force: true });
  return index;
}

async function parse(bytes: Buffer): Promise<TfidfIndex | null> {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 8) !== MAGIC) return null;
  const headEnd = 12 + bytes.readUInt32LE(8);
  if (headEnd > bytes.length || headEnd % 4 !== 0) return null;
  let head: Head;
  try {
    head = JSON.parse(bytes.toString('utf8', 12, headEnd)) as Head;
  } catch {
    return null;
  }
  if (head.version !== VERSION) return null;
  const size = arrays.reduce((sum, name) => sum + head.lengths[name] * 4, 0);
  if (bytes.length !== headEnd + size) return null;
  if ((await hashOf([bytes.subarray(headEnd)])) !== head.sha256) return null;
  let at = bytes.byteOffset + headEnd;
  const next = <T>(
    make: new (buffer: ArrayBufferLike, at: number, length: number) => T,
    length: number,
  ): T => {
    // A small file may lie in a buffer that is not aligned.
    const isAligned = at % 4 === 0;
    const from = at;
    at += length * 4;
    return isAligned
      ? new make(bytes.buffer, from, length)
      : new make(bytes.buffer.slice(from, from + length * 4), 0, length);
  };
  const { lengths, features, revision } = head;
  return {
    revision,
    features,
    ids: next(Int32Array, lengths.ids),
    idf: next(Float32Array, lengths.idf),
    norms: next(Float32Array, lengths.norms),
    offsets: next(Int32Array, lengths.offsets),
    rows: next(Int32Array, lengths.rows),
  };
}

/** Hashes in chunks, so that others have their turn. */
async function hashOf(parts: readonly Uint8Array[]): Promise<string> {
  const hash = createHash('sha256');
  for (const part of parts) {
    for (let from = 0; from < part.length; from += CHUNK) {
      hash.update(part.subarray(from, from + CHUNK));
      await setImmediate();
    }
  }
  return hash.digest('hex');
}

function bytesOf(array: Int32Array | Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
