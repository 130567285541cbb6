import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

import { rowBytes, type RowViews, viewRows } from './vectorRow.ts';

/** What all vectors of a file have in common. */
export type VectorFileHead = {
  readonly dimensions: number;
  /** SHA-256, in hexadecimal, of what made them. */
  readonly fingerprint: string;
};

const HEAD_BYTES = 64;
const MAGIC = Buffer.from('WAVEVEC1');
/** Some thousand rows: read and checked in a few milliseconds. */
const CHUNK_BYTES = 1 << 20;

/** A vector file that is open for appending. Only one process may have it open so. */
export type VectorAppender = {
  /** Rows that are in the file. */
  rows(): number;
  append(rows: RowViews): void;
  /** Copies of single rows. */
  read(row: number): RowViews;
  close(): void;
};

/**
 * Opens a file for appending, or begins it. What was cut off while a row was
 * written goes; a file with another head is begun anew.
 */
export function openVectorAppender(path: string, head: VectorFileHead): VectorAppender {
  const file = openSync(path, 'a+');
  const size = rowBytes(head.dimensions);
  if (!sameHead(readHead(file), head)) {
    ftruncateSync(file, 0);
    writeSync(file, writeHead(head));
  }
  let rows = rowsIn(fstatSync(file).size, head.dimensions);
  ftruncateSync(file, HEAD_BYTES + rows * size);
  return {
    rows: () => rows,
    append({ bytes }) {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      rows += bytes.length / size;
    },
    read: (row) => readRow(file, row, head.dimensions),
    close: () => closeSync(file),
  };
}

/** How many whole rows a file of this size holds. */
export function rowsIn(bytes: number, dimensions: number): number {
  return Math.max(0, Math.floor((bytes - HEAD_BYTES) / rowBytes(dimensions)));
}

/** One row of an open file. */
export function readRow(file: number, row: number, dimensions: number): RowViews {
  return createRowReader(file, dimensions)(row);
}

/** Reads rows of an open file one after the other into the same memory: a row is there until the next is read. */
export function createRowReader(file: number, dimensions: number): (row: number) => RowViews {
  const bytes = new Uint8Array(rowBytes(dimensions));
  const views = viewRows(bytes, dimensions);
  return (row) => {
    readSync(file, bytes, 0, bytes.length, HEAD_BYTES + row * bytes.length);
    return views;
  };
}

/** The head of a vector file; null where there is none, or it is damaged. */
export function headOf(path: string): VectorFileHead | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return null;
  }
  try {
    return readHead(file);
  } finally {
    closeSync(file);
  }
}

/** A run of rows; the memory is used again for the next run. */
export type RowRun = { readonly first: number; readonly count: number; readonly rows: RowViews };

/** Reads a file from row `from` on, run by run; the event loop is free between two. A row that was cut off at the end is left out. */
export async function* scanVectorFile(
  path: string,
  dimensions: number,
  from = 0,
): AsyncGenerator<RowRun, void> {
  const size = rowBytes(dimensions);
  const chunk = new Uint8Array(Math.max(1, Math.floor(CHUNK_BYTES / size)) * size);
  const file = await open(path);
  try {
    for (let first = from; ;) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, HEAD_BYTES + first * size);
      const count = Math.floor(bytesRead / size);
      if (count === 0) return;
      yield { first, count, rows: viewRows(chunk.subarray(0, count * size), dimensions) };
      first += count;
      await nextTurn();
    }
  } finally {
    await file.close();
  }
}

function writeHead({ dimensions, fingerprint }: VectorFileHead): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES);
  MAGIC.copy(bytes);
  bytes.writeUInt32LE(dimensions, 8);
  Buffer.from(fingerprint, 'hex').copy(bytes, 16, 0, 32);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 60)), 60);
  return bytes;
}

function readHead(file: number): VectorFileHead | null {
  const bytes = Buffer.alloc(HEAD_BYTES);
  const read = readSync(file, bytes, 0, HEAD_BYTES, 0);
  if (read < HEAD_BYTES || !bytes.subarray(0, 8).equals(MAGIC)) return null;
  if (crc32(bytes.subarray(0, 60)) !== bytes.readUInt32LE(60)) return null;
  return { dimensions: bytes.readUInt32LE(8), fingerprint: bytes.toString('hex', 16, 48) };
}

function sameHead(a: VectorFileHead | null, b: VectorFileHead): boolean {
  return a?.dimensions === b.dimensions && a.fingerprint === b.fingerprint;
}
