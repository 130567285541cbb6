import { setImmediate } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import {
  type FactSlice,
  lastRevision,
  readChangedFacts,
  readFactSlices,
} from '../../storage/tracks/trackFacts.ts';

/** More genres of a track than these are not looked at. */
export const GENRES_HELD = 8;
/** Some 5 ms of reading. */
const SLICE_SIZE = 1500;

/** Durations, explicitness and genres, one row a track. */
export type TrackFactColumns = {
  readonly ids: Int32Array;
  /** The highest revision that was read. */
  readonly revision: number;
  /** NaN where unknown. */
  readonly durationMs: Float32Array;
  /** 1 or 0; 255 where unknown. */
  readonly isExplicit: Uint8Array;
  /** `GENRES_HELD` genre ids a row, 0 where there are fewer. */
  readonly genres: Int32Array;
};

/**
 * The facts of the tracks with these ids (ascending). What `held` has is taken
 * over, and only what changed since is read. Lets others work between slices.
 */
export async function readFactColumns(
  db: Database,
  ids: Int32Array,
  held: TrackFactColumns | null,
): Promise<TrackFactColumns> {
  // Taken before reading: what changes meanwhile is read again the next time.
  const revision = lastRevision(db);
  const columns: TrackFactColumns = {
    ids,
    revision,
    durationMs: new Float32Array(ids.length).fill(NaN),
    isExplicit: new Uint8Array(ids.length).fill(255),
    genres: new Int32Array(ids.length * GENRES_HELD),
  };
  if (held) copyKnown(held, columns);
  const slices = held ? readChangedFacts(db, held.revision, SLICE_SIZE) : readFactSlices(db, SLICE_SIZE);
  for (const slice of slices) {
    write(columns, slice);
    await setImmediate();
  }
  return columns;
}

/** Both are by ascending id: one pass over either. */
function copyKnown(from: TrackFactColumns, to: TrackFactColumns): void {
  let source = 0;
  for (let row = 0; row < to.ids.length; row++) {
    const id = to.ids[row]!;
    while (source < from.ids.length && from.ids[source]! < id) source++;
    if (from.ids[source] !== id) continue;
    to.durationMs[row] = from.durationMs[source]!;
    to.isExplicit[row] = from.isExplicit[source]!;
    for (let slot = 0; slot < GENRES_HELD; slot++) {
      to.genres[row * GENRES_HELD + slot] = from.genres[source * GENRES_HELD + slot]!;
    }
  }
}

function write(columns: TrackFactColumns, { facts, genres }: FactSlice): void {
  const { ids } = columns;
  let row = 0;
  let at = 0;
  for (const [id, durationMs, isExplicit] of facts) {
    row = lowerBound(ids, id, row);
    while (at < genres.length && genres[at]![0] < id) at++;
    if (ids[row] !== id) continue;
    // A length of nothing is not known.
    columns.durationMs[row] = durationMs || NaN;
    columns.isExplicit[row] = isExplicit ?? 255;
    for (let slot = 0; slot < GENRES_HELD; slot++) {
      columns.genres[row * GENRES_HELD + slot] = genres[at]?.[0] === id ? genres[at++]![1] : 0;
    }
  }
}

/** The first place from `start` on whose id is not below `id`; looks near `start` first. */
function lowerBound(ids: Int32Array, id: number, start: number): number {
  let step = 1;
  let low = start;
  while (low + step < ids.length && ids[low + step]! < id) {
    low += step;
    step *= 2;
  }
  let high = Math.min(ids.length, low + step);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
