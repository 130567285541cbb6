import { setImmediate } from 'node:timers/promises';

import { type Dimension, DIMENSIONS, UNKNOWN_STEP } from './dimensions.ts';

/** What queries ask for most; rows are grouped by it. */
export const CELL_DIMENSIONS = [
  'energy',
  'valence',
  'tempo',
  'acousticness',
  'instrumentalness',
  'moodValence',
  'moodArousal',
] as const satisfies readonly Dimension[];

/** A low, a middle and a high third of the catalogue, and what is not known. */
export const CELL_LEVELS = 4;
const UNKNOWN_LEVEL = CELL_LEVELS - 1;
const CELLS = CELL_LEVELS ** CELL_DIMENSIONS.length;

/**
 * The rows grouped into cells of alike songs, so that cells none of whose songs
 * can be among the best are passed over, and the quantised columns in that
 * order, so that those that are read lie together: 18 bytes a track.
 */
export type SoundCells = {
  /** Rows by cell, ascending within one. */
  readonly order: Int32Array;
  /** Where each cell begins in `order`; one more for the end. */
  readonly starts: Int32Array;
  /** The level of each step of the dimensions that make cells, in their order. */
  readonly levels: readonly Uint8Array[];
  /** The columns in the order of `order`. */
  readonly steps: Readonly<Record<Dimension, Uint8Array>>;
};

/** Rows handled between two turns of the event loop: some 4 ms. */
const ROWS_A_TURN = 40_000;

/** Groups the rows of quantised columns, letting others work between slices. */
export async function buildSoundCells(
  size: number,
  steps: Readonly<Record<Dimension, Uint8Array>>,
): Promise<SoundCells> {
  const levels: Uint8Array[] = [];
  for (const dimension of CELL_DIMENSIONS) {
    levels.push(thirdsOf(steps[dimension]));
    await setImmediate();
  }
  const cells = new Uint16Array(size);
  const starts = new Int32Array(CELLS + 1);
  await inSlices(size, (row) => {
    let cell = 0;
    for (let at = 0; at < levels.length; at++) {
      cell = cell * CELL_LEVELS + levels[at]![steps[CELL_DIMENSIONS[at]!][row]!]!;
    }
    cells[row] = cell;
    starts[cell + 1]!++;
  });
  for (let cell = 0; cell < CELLS; cell++) starts[cell + 1]! += starts[cell]!;
  const order = new Int32Array(size);
  const next = starts.slice();
  await inSlices(size, (row) => (order[next[cells[row]!]!++] = row));

  const ordered = {} as Record<Dimension, Uint8Array>;
  for (const dimension of DIMENSIONS) {
    const from = steps[dimension];
    const to = (ordered[dimension] = new Uint8Array(size));
    await inSlices(size, (place) => (to[place] = from[order[place]!]!));
  }
  return { order, starts, levels, steps: ordered };
}

async function inSlices(size: number, take: (at: number) => void): Promise<void> {
  for (let from = 0; from < size; from += ROWS_A_TURN) {
    const until = Math.min(size, from + ROWS_A_TURN);
    for (let at = from; at < until; at++) take(at);
    await setImmediate();
  }
}

/** The level of each step, so that the levels hold about as many rows as each other. */
function thirdsOf(column: Uint8Array): Uint8Array {
  const counts = new Uint32Array(256);
  for (const step of column) counts[step]!++;
  const known = column.length - counts[UNKNOWN_STEP]!;
  const levels = new Uint8Array(256).fill(UNKNOWN_LEVEL);
  let below = 0;
  for (let step = 0; step < UNKNOWN_STEP; step++) {
    levels[step] = Math.min(UNKNOWN_LEVEL - 1, Math.floor((below * UNKNOWN_LEVEL) / Math.max(1, known)));
    below += counts[step]!;
  }
  return levels;
}
