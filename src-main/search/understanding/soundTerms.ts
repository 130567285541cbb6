import { type Dimension, ofStep, UNKNOWN_STEP } from '../columns/dimensions.ts';
import type { ScoreTerm } from '../columns/scoreRows.ts';
import type { SearchColumns } from '../columns/searchColumns.ts';
import type { GenreWish, SoundTarget } from './soundTarget.ts';

/** Set on the development queries of the evaluation. */
export const SOUND = {
  /** What missing a range by a hair costs, of the whole weight. */
  edge: 0.45,
  /** What a song costs of which the number is not known. */
  unknown: 0.7,
  /** How much a song that is only just inside a range stands behind one well inside. */
  inside: 0.06,
  /** What the least popular song stands behind the most popular one. */
  popularity: 0.08,
} as const;

/** How far outside a range a song misses it wholly. */
const softness: Readonly<Record<Dimension, number>> = {
  danceability: 0.35,
  energy: 0.35,
  valence: 0.35,
  tempo: 45,
  loudness: 10,
  acousticness: 0.45,
  instrumentalness: 0.5,
  liveness: 0.4,
  speechiness: 0.2,
  popularity: 40,
  duration: 90_000,
  year: 12,
  moodValence: 0.8,
  moodArousal: 0.8,
};

/** What each step of a column costs by a target: 0 well inside the range, down to −weight far outside. */
export function costsOf({ dimension, bounds, weight }: SoundTarget): Float32Array {
  const costs = new Float32Array(256);
  const soft = softness[dimension];
  for (let step = 0; step < UNKNOWN_STEP; step++) {
    const value = ofStep(dimension, step);
    // The least value of the step above counts: a step on an edge is inside.
    const outside = Math.max(bounds.min - value - 1e-6, value - bounds.max - 1e-6, 0);
    if (outside > 0) costs[step] = -weight * (SOUND.edge + (1 - SOUND.edge) * Math.min(1, outside / soft));
    else {
      const depth = Math.min(value - bounds.min, bounds.max - value);
      costs[step] = -weight * SOUND.inside * (1 - Math.min(1, Math.max(0, depth) / (soft / 2)));
    }
  }
  costs[UNKNOWN_STEP] = -weight * SOUND.unknown;
  return costs;
}

/** Targets and genre wishes as parts of one score, with the popularity that decides between equals. Two genres that are both wanted are two parts: a song with either stands before one with none. */
export function soundTerms(
  columns: SearchColumns,
  targets: readonly SoundTarget[],
  genres: readonly GenreWish[],
): ScoreTerm[] {
  const byDimension = new Map<Dimension, Float32Array>();
  for (const target of targets) {
    const own = costsOf(target);
    byDimension.set(
      target.dimension,
      byDimension.get(target.dimension)?.map((cost, step) => cost + own[step]!) ?? own,
    );
  }
  const terms = [...byDimension].map(([dimension, costs]): ScoreTerm => {
    return { dimension, column: columns.steps[dimension], costs, favoured: null };
  });
  for (const wish of genres) terms.push(genreTerm(columns, wish));
  terms.push({
    dimension: 'popularity',
    column: columns.steps.popularity,
    costs: popularityCosts(targets),
    favoured: null,
  });
  return terms;
}

/** 1 where a row carries one of the genres. */
function genreTerm(columns: SearchColumns, { genreIds, isNegated, weight }: GenreWish): ScoreTerm {
  const column = new Uint8Array(columns.view.size);
  const carriers = [...genreIds].map((id) => columns.rowsOfGenre(id));
  for (const rows of carriers) for (const row of rows) column[row] = 1;
  const costs = new Float32Array(256);
  costs[isNegated ? 1 : 0] = -weight;
  const favoured = isNegated ? null : { rows: carriers, elsewhere: -weight };
  return { dimension: null, column, costs, favoured };
}

function popularityCosts(targets: readonly SoundTarget[]): Float32Array {
  const costs = new Float32Array(256);
  if (targets.some(({ dimension }) => dimension === 'popularity')) return costs;
  const last = 250;
  for (let step = 0; step < UNKNOWN_STEP; step++) {
    costs[step] = -SOUND.popularity * (1 - Math.min(1, step / last));
  }
  costs[UNKNOWN_STEP] = -SOUND.popularity;
  return costs;
}
