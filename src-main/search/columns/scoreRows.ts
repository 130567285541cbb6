import { type Best, createBest } from '../../recommend/topK.ts';
import type { AllowedRows } from '../conditions/allowedRows.ts';
import type { Dimension } from './dimensions.ts';
import { CELL_DIMENSIONS, CELL_LEVELS, type SoundCells } from './soundCells.ts';

/** One column's part in a score: what each of the 256 steps costs, 0 at best and below otherwise. */
export type ScoreTerm = {
  readonly column: Uint8Array;
  readonly costs: Float32Array;
  /** Which of the quantised columns it is; null for another. */
  readonly dimension: Dimension | null;
  /** The few rows that lose nothing by it, and what all others have at most; null where that is not known. */
  readonly favoured: { readonly rows: readonly Int32Array[]; readonly elsewhere: number } | null;
};

/** Rows that are looked at beforehand, spread over all. */
const SAMPLE = 2048;
/** Up to this share of all, allowed rows are looked at one by one. */
const FEW = 0.1;
/** More than what rounding can do to a sum. */
const ROUNDING = 1e-5;

/**
 * The `k` rows with the highest sums of costs, best first, ties to the lower
 * row, of those that are allowed. A sample says what the last of
 * the best has at least; cells and rows that cannot reach it by what is cheap
 * to know are passed over, so the answer is that of a full pass.
 */
export function scoreRows(
  cells: SoundCells,
  terms: readonly ScoreTerm[],
  allowed: AllowedRows | null,
  k: number,
): { readonly rows: Int32Array; readonly scores: Float64Array } {
  const size = cells.order.length;
  const best = createBest(Math.min(k, size));
  const favoured = favouredRows(terms, size);
  const { least, telling } = lookAhead(size, terms, allowed, best.capacity, favoured);
  const areAllFavoured = favoured !== null && least - ROUNDING > mostElsewhere(terms);
  const few = areAllFavoured ? favoured : allowed && allowed.rows.length < size * FEW ? allowed.rows : null;
  if (few) offerRows(terms, telling, few, allowed, least, best);
  else scan(cells, terms, telling, allowed, least, best);
  return best.drain();
}

/** Offers those of some rows that may be among the best. */
function offerRows(
  terms: readonly ScoreTerm[],
  telling: readonly ScoreTerm[],
  rows: Int32Array,
  allowed: AllowedRows | null,
  least: number,
  best: Best,
): void {
  let needed = least - ROUNDING;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    if (allowed !== null && allowed.mask[row] === 0) continue;
    let sum = 0;
    // What a row has lost already it does not win back.
    for (let term = 0; term < telling.length && sum >= needed; term++) {
      sum += telling[term]!.costs[telling[term]!.column[row]!]!;
    }
    if (sum < needed) continue;
    best.offer(row, sumOf(terms, row));
    needed = Math.max(least, best.threshold()) - ROUNDING;
  }
}

/** Offers the rows that may be among the best, those of the most promising cells first. */
function scan(
  cells: SoundCells,
  terms: readonly ScoreTerm[],
  telling: readonly ScoreTerm[],
  allowed: AllowedRows | null,
  least: number,
  best: Best,
): void {
  const { order, starts, steps } = cells;
  const bounds = boundsOf(cells, terms);
  const near = telling.flatMap(({ dimension, costs }) =>
    dimension === null ? [] : [{ column: steps[dimension], costs }],
  );
  const nothing = { column: steps.popularity, costs: new Float32Array(256) };
  const [a = nothing, b = nothing, c = nothing, ...later] = near;
  const [columnA, columnB, columnC] = [a.column, b.column, c.column];
  const [costsA, costsB, costsC] = [a.costs, b.costs, c.costs];
  const far = terms.reduce(
    (sum, { dimension, costs }) => (dimension === null ? sum + Math.max(...costs) : sum),
    0,
  );
  const rest = later.reduce((sum, { costs }) => sum + Math.max(...costs), far);

  let needed = least - ROUNDING;
  for (const isSecond of [false, true]) {
    for (let cell = 0; cell < bounds.length; cell++) {
      const bound = bounds[cell]!;
      if (bound < needed || bound < least / 2 !== isSecond) continue;
      const until = starts[cell + 1]!;
      for (let at = starts[cell]!; at < until; at++) {
        let sum = costsA[columnA[at]!]! + costsB[columnB[at]!]! + costsC[columnC[at]!]!;
        if (sum + rest < needed) continue;
        for (let other = 0; other < later.length; other++) {
          sum += later[other]!.costs[later[other]!.column[at]!]!;
        }
        if (sum + far < needed) continue;
        const row = order[at]!;
        if (allowed !== null && allowed.mask[row] === 0) continue;
        best.offer(row, sumOf(terms, row));
        needed = Math.max(least, best.threshold()) - ROUNDING;
      }
    }
  }
}

/** Rows that at least one term favours; null where none does. */
function favouredRows(terms: readonly ScoreTerm[], size: number): Int32Array | null {
  const lists = terms.flatMap(({ favoured }) => favoured?.rows ?? []);
  if (lists.length === 0) return null;
  if (lists.length === 1) return lists[0]!;
  const isTaken = new Uint8Array(size);
  const rows = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let count = 0;
  for (const list of lists) {
    for (let at = 0; at < list.length; at++) {
      const row = list[at]!;
      if (isTaken[row] === 1) continue;
      isTaken[row] = 1;
      rows[count++] = row;
    }
  }
  return rows.subarray(0, count);
}

/** The most that a row can have that no term favours. */
function mostElsewhere(terms: readonly ScoreTerm[]): number {
  return terms.reduce((sum, { favoured }) => sum + (favoured?.elsewhere ?? 0), 0);
}

/** The `k`-th best sum of a sample, of the favoured or else the allowed rows where they are enough, and the terms, those first by which rows lose most. */
function lookAhead(
  size: number,
  terms: readonly ScoreTerm[],
  allowed: AllowedRows | null,
  k: number,
  favoured: Int32Array | null,
): { least: number; telling: readonly ScoreTerm[] } {
  const best = createBest(k);
  const among = favoured && favoured.length > k ? favoured : (allowed?.rows ?? null);
  const losses = new Float64Array(terms.length);
  const count = among?.length ?? size;
  const step = Math.max(1, count / SAMPLE);
  for (let at = 0; at < count; at += step) {
    const row = among ? among[Math.floor(at)]! : Math.floor(at);
    if (allowed !== null && allowed.mask[row] === 0) continue;
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
