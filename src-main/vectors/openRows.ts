import { closeSync, fstatSync, openSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { createBest } from '../recommend/topK.ts';
import { dot } from './dot.ts';
import { readRow, rowsIn, scanVectorFile } from './vectorFile.ts';
import { componentsAt, isWhole, NO_HASH, scaleAt, textHashAt, trackIdAt } from './vectorRow.ts';

/** A vector file as it is searched: which row is whose, and the vectors themselves where there is room for them. */
export type OpenRows = {
  /** Tracks that have a vector. */
  readonly live: number;
  /** Rows in the file, whole or not. */
  readonly rows: number;
  /** The newest row of a track; −1 where it has none. */
  rowOf(id: number): number;
  /** The track whose newest row this is; 0 where it is none's. */
  trackOf(row: number): number;
  /** Components, from 0 to length 1. */
  vectorOf(row: number): Float32Array;
  /** Compares some rows with a vector of length 1, or all of them: the `k` nearest tracks with their cosine. */
  nearest(query: Float32Array, k: number, among: Int32Array | null): Promise<{ id: number; score: number }[]>;
  close(): void;
};

/** So much memory is taken at most to hold the vectors of one form; larger files are read when vectors are compared one by one. */
const HELD_BYTES = 160 * 2 ** 20;
/** Components that are multiplied between two turns of the event loop: some 8 ms. */
const COMPONENTS_PER_TURN = 8e6;
const READS_PER_TURN = 4000;

type Held = { readonly components: Int16Array; readonly scales: Float32Array };

/**
 * Reads a vector file: rows that are damaged or were replaced are nobody's.
 * With `isHolding` the vectors are kept in memory at once, otherwise when many
 * are first compared. The event loop is free between pieces.
 */
export async function openRows(path: string, dimensions: number, isHolding: boolean): Promise<OpenRows> {
  const file = openSync(path, 'r');
  const rows = rowsIn(fstatSync(file).size, dimensions);
  const isSmall = rows * dimensions * 2 <= HELD_BYTES;
  const tracks = new Int32Array(rows);
  let newest = new Int32Array(rows + 1).fill(-1);
  let held: Held | null = isHolding && isSmall ? makeHeld(rows, dimensions) : null;
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
      newest[id] = -1;
      if (textHashAt(run, at) === NO_HASH) continue;
      newest[id] = first + at;
      tracks[first + at] = id;
      live += 1;
      if (held) keep(held, run, at, first + at, dimensions);
    }
  }

  async function hold(): Promise<Held | null> {
    if (held || !isSmall) return held;
    const filling = makeHeld(rows, dimensions);
    for await (const { first, count, rows: run } of scanVectorFile(path, dimensions)) {
      for (let at = 0; at < count && first + at < rows; at++) {
        if (tracks[first + at] !== 0) keep(filling, run, at, first + at, dimensions);
      }
    }
    return (held = filling);
  }

  return {
    live,
    rows,
    rowOf: (id) => newest[id] ?? -1,
    trackOf: (row) => tracks[row] ?? 0,
    vectorOf(row) {
      const read = readRow(file, row, dimensions);
      const start = componentsAt(read, 0);
      return Float32Array.from(
        read.components.subarray(start, start + dimensions),
        (x) => x * scaleAt(read, 0),
      );
    },
    async nearest(query, k, among) {
      const kept = createBest(k);
      const offer = (row: number, score: number) => {
        if (score >= kept.threshold() && tracks[row] !== 0) kept.offer(tracks[row]!, score);
      };
      const inMemory = among && among.length <= READS_PER_TURN ? held : await hold();
      if (inMemory) {
        const { components, scales } = inMemory;
        const count = among?.length ?? rows;
        const perTurn = Math.ceil(COMPONENTS_PER_TURN / dimensions);
        for (let from = 0; from < count; from += perTurn) {
          if (from > 0) await nextTurn();
          const until = Math.min(count, from + perTurn);
          for (let at = from; at < until; at++) {
            const row = among ? among[at]! : at;
            const scale = scales[row]!;
            if (scale !== 0) offer(row, dot(query, components, row * dimensions, dimensions) * scale);
          }
        }
      } else if (among) {
        for (let at = 0; at < among.length; at++) {
          if (at % READS_PER_TURN === READS_PER_TURN - 1) await nextTurn();
          const read = readRow(file, among[at]!, dimensions);
          const scale = scaleAt(read, 0);
          if (scale !== 0)
            offer(among[at]!, dot(query, read.components, componentsAt(read, 0), dimensions) * scale);
        }
      } else {
        for await (const { first, count, rows: run } of scanVectorFile(path, dimensions)) {
          for (let at = 0; at < count; at++) {
            const scale = scaleAt(run, at);
            if (scale !== 0)
              offer(first + at, dot(query, run.components, componentsAt(run, at), dimensions) * scale);
          }
        }
      }
      const { rows: ids, scores } = kept.drain();
      return Array.from(ids, (id, at) => ({ id, score: scores[at]! }));
    },
    close: () => closeSync(file),
  };
}

function makeHeld(rows: number, dimensions: number): Held {
  return { components: new Int16Array(rows * dimensions), scales: new Float32Array(rows) };
}

function keep(
  held: Held,
  run: Parameters<typeof scaleAt>[0],
  at: number,
  row: number,
  dimensions: number,
): void {
  const start = componentsAt(run, at);
  held.components.set(run.components.subarray(start, start + dimensions), row * dimensions);
  held.scales[row] = scaleAt(run, at);
}

/** Ids are given in order, so twice the room is enough for long. */
function grown(newest: Int32Array, id: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(newest.length * 2, id + 1)).fill(-1);
  larger.set(newest);
  return larger;
}
