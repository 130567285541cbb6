import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

import { type Entry, openPromise, type ZipFile } from 'yauzl';

import { AppError } from '../../../src-preload/errors.ts';
import { BOMB_FAULT, isBomb } from './bomb.ts';
import { type CatalogueFile, createCatalogueFile, OPENING_BYTES } from './catalogueFile.ts';
import type { Container } from './container.ts';
import { refusal } from './refusal.ts';

/** More files than any export has; each costs a look. */
const MAX_ENTRIES = 50_000;

/** Whether a file that starts so is a zip archive. */
export function isZip(opening: Uint8Array): boolean {
  return opening[0] === 0x50 && opening[1] === 0x4b && opening[2] === 3 && opening[3] === 4;
}

/**
 * The files in a zip archive, in its order. Nothing is written to disk. The
 * archive is unpacked once to its end before a row of it is used; one that is
 * damaged, encrypted, names files outside of itself, or unpacks to far more
 * than it is, is refused as a whole with `not-a-catalogue`.
 */
export async function openZip(
  path: string,
  name: string,
  sizeBytes: number,
  signal: AbortSignal,
): Promise<Container> {
  const options = { autoClose: false, lazyEntries: true, strictFileNames: false };
  let zip: ZipFile;
  try {
    zip = await openPromise(path, options);
  } catch (error) {
    throw refusal(name, 'is a zip archive that is damaged or cut off; fetch it again', error);
  }
  let entries: Entry[];
  try {
    entries = await entriesOf(zip, name, sizeBytes);
    for (const entry of entries) await check(zip, entry, name, signal);
  } catch (error) {
    zip.close();
    if (error instanceof AppError || signal.aborted) throw error;
    throw refusal(name, `is a zip archive that cannot be unpacked (${reasonOf(error)})`, error);
  }
  let doneBytes = 0;
  let current: CatalogueFile | null = null;

  return {
    name,
    sizeBytes,
    holdsMany: true,
    async *parts() {
      for (const entry of entries) {
        const part = await openEntry(zip, entry, name);
        current = part;
        if (part) yield part;
        current = null;
        doneBytes += entry.compressedSize;
      }
    },
    bytesRead: () => Math.min(sizeBytes, doneBytes + (current?.bytesRead() ?? 0)),
    close: () => zip.close(),
  };
}

/** The plain files that are named in the archive. */
async function entriesOf(zip: ZipFile, name: string, sizeBytes: number): Promise<Entry[]> {
  if (zip.entryCount > MAX_ENTRIES) {
    throw refusal(name, `holds ${zip.entryCount.toLocaleString('en')} files, more than can be read`);
  }
  const entries: Entry[] = [];
  let unpackedBytes = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/') || entry.uncompressedSize === 0) continue;
    unpackedBytes += entry.uncompressedSize;
    const isOne = isBomb(entry.compressedSize, entry.uncompressedSize);
    if (isOne || isBomb(sizeBytes, unpackedBytes)) throw refusal(name, BOMB_FAULT);
    if (!entry.canDecodeFileData()) {
      throw refusal(name, `holds a file that is encrypted or packed in an unknown way (${entry.fileName})`);
    }
    entries.push(entry);
  }
  return entries;
}

/** Throws when an entry does not unpack to what the archive says of it. */
async function check(zip: ZipFile, entry: Entry, name: string, signal: AbortSignal): Promise<void> {
  let sum = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    signal.throwIfAborted();
    sum = crc32(chunk as Buffer, sum);
  }
  if (sum !== entry.crc32) throw refusal(name, `is damaged at ${entry.fileName}; fetch it again`);
}

async function openEntry(zip: ZipFile, entry: Entry, archive: string): Promise<CatalogueFile | null> {
  const head: Buffer[] = [];
  let headBytes = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    head.push(chunk as Buffer);
    headBytes += (chunk as Buffer).length;
    if (headBytes >= OPENING_BYTES) break;
  }
  if (headBytes === 0) return null;
  let unpacked = 0;

  async function* chunks(): AsyncGenerator<Buffer, void> {
    unpacked = 0;
    let stream: Readable | null = null;
    try {
      stream = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream) {
        unpacked += (chunk as Buffer).length;
        yield chunk as Buffer;
      }
    } catch (error) {
      throw refusal(archive, `could not be read to its end (${reasonOf(error)})`, error);
    } finally {
      stream?.destroy();
    }
  }

  const share = entry.compressedSize / entry.uncompressedSize;
  const source = {
    name: entry.fileName,
    path: null,
    sizeBytes: entry.compressedSize,
    chunks,
    bytesRead: () => Math.round(unpacked * share),
  };
  return createCatalogueFile(source, Buffer.concat(head).subarray(0, OPENING_BYTES));
}

/** What the unpacker says, without the values in it. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.split(':')[0]!.slice(0, 80) : 'unknown';
}
