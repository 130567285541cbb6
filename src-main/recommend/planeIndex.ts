import type { CatalogueView } from './catalogueView.ts';
import { popularityRank, popularityRanks } from './popularityRanks.ts';
import { lastOf, STEP_ROWS } from './steps.ts';

/** Cells along each axis of the plane: an eighth wide, which is less than half of the mood kernel. */
const GRID = 16;
const CELLS = GRID * GRID;
/** The cell of what has no known mood. */
const NOWHERE = CELLS;
const CLUSTERS = 256;
const UNKNOWN_POPULARITY = 101;

/**
 * The catalogue sorted by genre cluster and by place in the plane, so that the
 * songs of a cluster near a target are found without looking at the others.
 * Rows of one cell are ascending.
 */
export type PlaneIndex = {
  readonly rows: Int32Array;
  /** Mood and popularity of `rows`, in the same order. */
  readonly valence: Float32Array;
  readonly arousal: Float32Array;
  /** Place of each row's popularity rank in `ranks`. */
  readonly popularity: Uint8Array;
  readonly ranks: Float64Array;
  /** The clusters that have songs, ascending. */
  readonly clusters: readonly number[];
  /** Where cell `cell` of cluster `cluster` begins, at `cluster · (CELLS + 1) + cell`; it ends where the next begins. */
  readonly starts: Int32Array;
};

/** A cell, and how near to the target a song in it can be. */
export type NearCell = { readonly cell: number; readonly distance: number };

const known = new WeakMap<CatalogueView, PlaneIndex>();

/** The index of a catalogue, made once (some 10 ms for 100,000 songs). */
export function planeIndexOf(catalogue: CatalogueView): PlaneIndex {
  const index = known.get(catalogue);
  return index ?? lastOf(planeIndexInSteps(catalogue));
}

/** Makes the index in steps of a few milliseconds, where it is not there. */
export function* planeIndexInSteps(catalogue: CatalogueView): Generator<void, PlaneIndex> {
  const held = known.get(catalogue);
  if (held) return held;
  const index = yield* createIndex(catalogue);
  known.set(catalogue, index);
  return index;
}

/**
 * The cells of the plane, the nearest to a target first; what has no known mood
 * stands at `unknownDistance`. No song of a cell is nearer than its distance.
 */
export function cellsByDistance(
  target: { readonly valence: number; readonly arousal: number },
  unknownDistance: number,
): NearCell[] {
  const cells: NearCell[] = [{ cell: NOWHERE, distance: unknownDistance }];
  for (let v = 0; v < GRID; v++) {
    const dv = gap(v, target.valence);
    for (let a = 0; a < GRID; a++) {
      const da = gap(a, target.arousal);
      cells.push({ cell: v * GRID + a, distance: Math.sqrt(dv * dv + da * da) });
    }
  }
  return cells.sort((a, b) => a.distance - b.distance);
}

/** Where a cell of a cluster begins in the columns of the index; it ends where cell + 1 begins. */
export function cellStart({ starts }: PlaneIndex, cluster: number, cell: number): number {
  return starts[cluster * (CELLS + 1) + cell]!;
}

/** From a coordinate to the nearest point of a slice of the axis; the outermost ones go on for ever. A little short, for rounding. */
function gap(slice: number, coordinate: number): number {
  const low = slice === 0 ? -Infinity : (2 * slice) / GRID - 1;
  const high = slice === GRID - 1 ? Infinity : (2 * (slice + 1)) / GRID - 1;
  return Math.max(0, low - coordinate, coordinate - high) * (1 - 1e-6);
}

function cellOf(valence: number, arousal: number): number {
  if (Number.isNaN(valence) || Number.isNaN(arousal)) return NOWHERE;
  return slice(valence) * GRID + slice(arousal);
}

function slice(coordinate: number): number {
  return Math.max(0, Math.min(GRID - 1, Math.floor(((coordinate + 1) / 2) * GRID)));
}

function* createIndex({
  size,
  cluster,
  valence,
  arousal,
  popularity,
}: CatalogueView): Generator<void, PlaneIndex> {
  const places = new Uint16Array(size);
  const starts = new Int32Array(CLUSTERS * (CELLS + 1) + 1);
  for (let row = 0; row < size; row++) {
    const cell = cellOf(valence[row]!, arousal[row]!);
    places[row] = cell;
    starts[cluster[row]! * (CELLS + 1) + cell + 1]!++;
    if (row % STEP_ROWS === STEP_ROWS - 1) yield;
  }
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;

  const next = starts.slice();
  const index = {
    rows: new Int32Array(size),
    valence: new Float32Array(size),
    arousal: new Float32Array(size),
    popularity: new Uint8Array(size),
  };
  for (let row = 0; row < size; row++) {
    const at = next[cluster[row]! * (CELLS + 1) + places[row]!]!++;
    index.rows[at] = row;
    index.valence[at] = valence[row]!;
    index.arousal[at] = arousal[row]!;
    const stated = popularity[row]!;
    index.popularity[at] = Number.isNaN(stated)
      ? UNKNOWN_POPULARITY
      : Math.round(Math.max(0, Math.min(100, stated)));
    if (row % STEP_ROWS === STEP_ROWS - 1) yield;
  }
  const ranks = popularityRanks(popularity);
  const clusters = Array.from({ length: CLUSTERS }, (_, own) => own).filter(
    (own) => starts[own * (CELLS + 1)]! < starts[(own + 1) * (CELLS + 1)]!,
  );
  return { ...index, ranks: Float64Array.of(...ranks, popularityRank(ranks, NaN)), clusters, starts };
}
