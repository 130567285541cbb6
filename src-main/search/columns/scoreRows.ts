import { createBest } from '../../recommend/topK.ts';
import type { Dimension } from './dimensions.ts';
import { CELL_DIMENSIONS, CELL_LEVELS, type SoundCells } from './soundCells.ts';

/** One column's part in a score: what each of the 256 steps costs, 0 at best and below otherwise. */
export type ScoreTerm = {
  readonly column: Uint8Array;
  readonly costs: Float32Array;
  /** Which of the quantised columns it is; null for another. */
  readonly dimension: Dimension | null;
};

/** Rows that are looked at beforehand, spread over all. */
const SAMPLE = 2048;
/** More than what rounding can do to a sum. */
const ROUNDING = 1e-5;

/**
 * The `k` rows with the highest sums of costs, best first, ties to the lower
 * row. Rows where `allowed` is 0 are left out. A sample says what the last of
 * the best has at least, and which columns tell most; cells and rows that
 * cannot reach it by what is cheap to know are passed over, so the answer is
 * that of a full pass.
 */
export function scoreRows(
  cells: SoundCells,
  terms: readonly ScoreTerm[],
  allowed: Uint8Array | null,
  k: number,
): { readonly rows: Int32Array; readonly scores: Float64Array } {
  const { order, starts, steps } = cells;
  const size = order.length;
  const best = createBest(Math.min(k, size));
  const { least, telling } = lookAhead(size, terms, allowed, best.capacity);
  const bounds = boundsOf(cells, terms);
  // Those first that lie in the order of the cells.
  const near = telling.filter(({ dimension }) => dimension !== null);
  const [a, b, c] = [0, 1, 2].map((at) => {
    const term = near[at];
    return term ? { column: steps[term.dimension!], costs: term.costs } : nothing(steps);
  });
  const read = near.slice(0, 3);
  const others = terms.reduce((sum, term) => (read.includes(term) ? sum : sum + Math.max(...term.costs)), 0);
  const [columnA, costsA] = [a!.column, a!.costs];
  const [columnB, costsB] = [b!.column, b!.costs];
  const [columnC, costsC] = [c!.column, c!.costs];

  let needed = least - ROUNDING;
  for (let cell = 0; cell < bounds.length; cell++) {
    if (bounds[cell]! < needed) continue;
    const until = starts[cell + 1]!;
    for (let at = starts[cell]!; at < until; at++) {
      const known = costsA[columnA[at]!]! + costsB[columnB[at]!]! + costsC[columnC[at]!]!;
      if (known + others < needed) continue;
      const row = order[at]!;
      if (allowed !== null && allowed[row] === 0) continue;
      best.offer(row, sumOf(terms, row));
      needed = Math.max(least, best.threshold()) - ROUNDING;
    }
  }
  return best.drain();
}

function nothing(steps: SoundCells['steps']): Pick<ScoreTerm, 'column' | 'costs'> {
  return { column: steps.popularity, costs: new Float32Array(256) };
}

/** The `k`-th best sum of a sample, and the terms, those first by which rows lose most. */
function lookAhead(
  size: number,
  terms: readonly ScoreTerm[],
  allowed: Uint8Array | null,
  k: number,
): { least: number; telling: readonly ScoreTerm[] } {
  const best = createBest(k);
  const losses = new Float64Array(terms.length);
  const step = Math.max(1, size / SAMPLE);
  for (let at = 0; at < size; at += step) {
    const row = Math.floor(at);
    if (allowed !== null && allowed[row] === 0) continue;
    best.offer(row, sumOf(terms, row));
    for (let term = 0; term < terms.length; term++) {
      const { column, costs } = terms[term]!;
      losses[term]! -= costs[column[row]!]!;
    }
  }
  const telling = [...terms.keys()].sort((one, other) => losses[other]! - losses[one]! || one - other);
  return { least: best.threshold(), telling: telling.map((term) => terms[term]!) };
}

/** The most that any row of each cell can have. */
function boundsOf({ levels, starts }: SoundCells, terms: readonly ScoreTerm[]): Float64Array {
  const most = CELL_DIMENSIONS.map(() => new Float64Array(CELL_LEVELS));
  let rest = 0;
  for (const { dimension, costs } of terms) {
    const at = CELL_DIMENSIONS.indexOf(dimension as (typeof CELL_DIMENSIONS)[number]);
    if (at < 0) rest += Math.max(...costs);
    else addBestOfLevels(most[at]!, levels[at]!, costs);
  }
  let bounds = Float64Array.of(rest);
  for (const own of most) {
    const wider = new Float64Array(bounds.length * CELL_LEVELS);
    for (let at = 0; at < wider.length; at++) {
      wider[at] = bounds[Math.floor(at / CELL_LEVELS)]! + own[at % CELL_LEVELS]!;
    }
    bounds = wider;
  }
  return bounds.subarray(0, starts.length - 1);
}

/** Adds to each level the best that one of its steps costs. */
function addBestOfLevels(most: Float64Array, levels: Uint8Array, costs: Float32Array): void {
  const own = new Float64Array(CELL_LEVELS).fill(-Infinity);
  for (let step = 0; step < 256; step++) own[levels[step]!] = Math.max(own[levels[step]!]!, costs[step]!);
  for (let level = 0; level < CELL_LEVELS; level++) most[level]! += own[level]!;
}

function sumOf(terms: readonly ScoreTerm[], row: number): number {
  let sum = 0;
  for (let term = 0; term < terms.length; term++) sum += terms[term]!.costs[terms[term]!.column[row]!]!;
  return Math.fround(sum);
}
