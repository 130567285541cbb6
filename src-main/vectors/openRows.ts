import { closeSync, fstatSync, openSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { createBest } from '../recommend/topK.ts';
import { dot } from './dot.ts';
import { type HeldVectors, holdVectors, type VectorHolder } from './heldVectors.ts';
import { createRowReader, readRow, rowsIn, scanVectorFile } from './files/vectorFile.ts';
import {
  componentsAt,
  isWhole,
  NO_HASH,
  type RowViews,
  scaleAt,
  textHashAt,
  trackIdAt,
} from './files/vectorRow.ts';

/** A track with its cosine to a question. */
export type Scored = { readonly id: number; readonly score: number };

/** A vector file as it is searched: which row is whose, and what is near to a vector. */
export type OpenRows = {
  /** Tracks that have a vector. */
  readonly live: number;
  /** Rows in the file, whole or not. */
  readonly rows: number;
  /** The newest row of a track; −1 where it has none. */
  rowOf(id: number): number;
  /** The track whose newest row this is; 0 where it is none's. */
  trackOf(row: number): number;
  /** Of length 1, or zeros. */
  vectorOf(row: number): Float32Array;
  /** Rows that are probably the nearest to a vector of length 1, of `among` or of all. */
  candidates(query: Float32Array, count: number, among: Int32Array | null): Promise<Int32Array>;
  /** Compares rows as they are stored: the `k` nearest of their tracks. */
  compare(query: Float32Array, k: number, rows: Int32Array): Promise<Scored[]>;
  close(): void;
};

/** So much memory is taken at most to hold the vectors of one form; larger files are read for every question. */
const HELD_BYTES = 320 * 2 ** 20;
const READS_PER_TURN = 4000;

/**
 * Reads a vector file: rows that are damaged or were replaced are nobody's.
 * With `isHolding` the vectors are taken into memory at once, otherwise when
 * many are first compared. The event loop is free between pieces.
 */
export async function openRows(path: string, dimensions: number, isHolding: boolean): Promise<OpenRows> {
  const file = openSync(path, 'r');
  const rows = rowsIn(fstatSync(file).size, dimensions);
  const isSmall = rows * dimensions <= HELD_BYTES;
  const holder = isHolding && isSmall ? holdVectors(rows, dimensions) : null;
  const tracks = new Int32Array(rows);
  let newest = new Int32Array(rows + 1).fill(-1);
  let live = 0;

  for await (const { first, count, rows: run } of scanVectorFile(path, dimensions)) {
    for (let at = 0; at < count && first + at < rows; at++) {
      if (!isWhole(run, at)) continue;
      const id = trackIdAt(run, at);
      if (id >= newest.length) newest = grown(newest, id);
      const before = newest[id]!;
      if (before >= 0) {
        tracks[before] = 0;
        live -= 1;
      }
      const isThere = textHashAt(run, at) !== NO_HASH;
      newest[id] = isThere ? first + at : -1;
      if (!isThere) continue;
      tracks[first + at] = id;
      live += 1;
      if (holder) take(holder, run, at, first + at);
    }
  }
  const isInUse = (row: number) => tracks[row] !== 0;
  let held = holder ? Promise.resolve(holder.done(isInUse)) : null;
  return withHeld(() => (isSmall ? (held ??= hold()) : null));

  async function hold(): Promise<HeldVectors> {
    const late = holdVectors(rows, dimensions);
    for await (const { first, count, rows: run } of scanVectorFile(path, dimensions)) {
      for (let at = 0; at < count && first + at < rows; at++) {
        if (isInUse(first + at)) take(late, run, at, first + at);
      }
    }
    return late.done(isInUse);
  }

  function withHeld(heldVectors: () => Promise<HeldVectors> | null): OpenRows {
    return {
      live,
      rows,
      rowOf: (id) => newest[id] ?? -1,
      trackOf: (row) => tracks[row] ?? 0,
      vectorOf(row) {
        const read = readRow(file, row, dimensions);
        const start = componentsAt(read, 0);
        const scale = scaleAt(read, 0);
        return Float32Array.from(read.components.subarray(start, start + dimensions), (x) => x * scale);
      },
      async candidates(query, count, among) {
        const inMemory = await heldVectors();
        return inMemory ? inMemory.candidates(query, count, among) : scan(query, count, among);
      },
      async compare(query, k, wanted) {
        const best = createBest(k);
        const readNext = createRowReader(file, dimensions);
        for (let at = 0; at < wanted.length; at++) {
          if (at % READS_PER_TURN === READS_PER_TURN - 1) await nextTurn();
          const track = tracks[wanted[at]!];
          if (!track) continue;
          const read = readNext(wanted[at]!);
          if (scaleAt(read, 0) !== 0) best.offer(track, cosine(query, read, 0));
        }
        const { rows: ids, scores } = best.drain();
        return Array.from(ids, (id, at) => ({ id, score: scores[at]! }));
      },
      close: () => closeSync(file),
    };
  }

  /** For files too large for memory. */
  async function scan(query: Float32Array, wanted: number, among: Int32Array | null): Promise<Int32Array> {
    const best = createBest(wanted);
    const isAmong = among ? new Uint8Array(rows) : null;
    among?.forEach((row) => (isAmong![row] = 1));
    for await (const { first, count, rows: run } of scanVectorFile(path, dimensions)) {
      for (let at = 0; at < count && first + at < rows; at++) {
        if (isAmong?.[first + at] === 0 || tracks[first + at] === 0) continue;
        best.offer(first + at, cosine(query, run, at));
      }
    }
    return best.drain().rows;
  }
}

/** A song without any meaning is near to nothing, and not held. */
function take(holder: VectorHolder, run: RowViews, at: number, row: number): void {
  const scale = scaleAt(run, at);
  if (scale !== 0) holder.take(row, run.components, componentsAt(run, at), scale);
}

function cosine(query: Float32Array, run: RowViews, at: number): number {
  return dot(query, run.components, componentsAt(run, at), run.dimensions) * scaleAt(run, at);
}

/** Ids are given in order, so twice the room is enough for long. */
function grown(newest: Int32Array, id: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(newest.length * 2, id + 1)).fill(-1);
  larger.set(newest);
  return larger;
}
