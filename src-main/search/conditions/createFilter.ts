import { FEATURES, type Feature } from '../../recommend/catalogueView.ts';
import { type Dimension, toStep, UNKNOWN_STEP } from '../columns/dimensions.ts';
import type { SearchColumns } from '../columns/searchColumns.ts';
import type { Bounds } from '../understanding/soundTarget.ts';

/** Takes rows out of a mask (1 allowed, 0 not). Unknown values never meet a condition, turned round or not. */
export type Filter = (mask: Uint8Array) => void;

/** Numbers are stored in single precision: .7 stands there as .69999999. */
const HAIR = 1e-6;

/** Leaves the rows whose value lies in `bounds`, or outside of them. Most rows are decided by their quantised step alone. */
export function rangeFilter(
  columns: SearchColumns,
  dimension: Dimension,
  { min, max }: Bounds,
  isNegated: boolean,
): Filter {
  const exact = exactValue(columns, dimension);
  const low = min === -Infinity ? -1 : toStep(dimension, min - HAIR);
  const high = max === Infinity ? 256 : toStep(dimension, max + HAIR);
  const isIn = (value: number) => (value >= min - HAIR && value <= max + HAIR) !== isNegated;
  // 0 goes, 1 stays, 2 is to be looked at.
  const verdicts = new Uint8Array(256);
  for (let step = 0; step < UNKNOWN_STEP; step++) {
    const isOnEdge = step === low || step === high || step === 0 || step === UNKNOWN_STEP - 1;
    verdicts[step] = isOnEdge ? 2 : Number((step > low && step < high) !== isNegated);
  }
  const column = columns.steps[dimension];
  return (mask) => {
    for (let row = 0; row < mask.length; row++) {
      const verdict = verdicts[column[row]!]!;
      if (verdict < 2) mask[row]! &= verdict;
      else if (mask[row] === 1 && !isIn(exact(row))) mask[row] = 0;
    }
  };
}

/** Leaves the rows that are in one of the lists, or in none. */
export function rowsFilter(lists: readonly ArrayLike<number>[], isNegated: boolean): Filter {
  return (mask) => {
    const target = isNegated ? mask : new Uint8Array(mask.length);
    for (const rows of lists) for (let at = 0; at < rows.length; at++) target[rows[at]!] = isNegated ? 0 : 1;
    if (isNegated) return;
    const allowed = target;
    for (let row = 0; row < mask.length; row++) mask[row]! &= allowed[row]!;
  };
}

/** Leaves the rows that are explicit, or that are said not to be. */
export function explicitFilter({ facts }: SearchColumns, is: boolean): Filter {
  const wanted = Number(is);
  return (mask) => {
    for (let row = 0; row < mask.length; row++) if (facts.isExplicit[row] !== wanted) mask[row] = 0;
  };
}

/** A row's value in the units of the catalogue; NaN where unknown. */
export function exactValue({ view, facts }: SearchColumns, dimension: Dimension): (row: number) => number {
  switch (dimension) {
    case 'popularity':
      return (row) => view.popularity[row]!;
    case 'duration':
      return (row) => facts.durationMs[row]!;
    case 'year':
      return (row) => view.year[row]!;
    case 'moodValence':
      return (row) => view.valence[row]!;
    case 'moodArousal':
      return (row) => view.arousal[row]!;
    default: {
      const column = FEATURES.indexOf(dimension satisfies Feature);
      return (row) => view.features[row * FEATURES.length + column]!;
    }
  }
}
