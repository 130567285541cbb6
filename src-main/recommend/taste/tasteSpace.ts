import { type CatalogueView, FEATURES, type Feature } from '../catalogueView.ts';
import { popularityRank, popularityRanks } from '../popularityRanks.ts';
import { lastOf, STEP_ROWS } from '../steps.ts';

/** How much each axis counts in a weighted cosine. The nine of S2, and what else is known of a song. */
const WEIGHTS = {
  danceability: 1,
  energy: 1,
  valence: 0.9,
  tempo: 1.1,
  loudness: 1,
  acousticness: 0.8,
  instrumentalness: 1,
  liveness: 0.9,
  speechiness: 1,
} as const satisfies Record<Feature, number>;
const MOOD_WEIGHT = 0.5;
const POPULARITY_WEIGHT = 0.5;
const YEAR_WEIGHT = 0.5;

/** What each axis of the space is, in order. */
export const TASTE_AXES = [...FEATURES, 'mood valence', 'mood arousal', 'popularity rank', 'year'] as const;

/** Numbers of a song's vector. */
export const TASTE_SIZE = TASTE_AXES.length;

/**
 * Every song as a vector of length 1: its features, mood, popularity rank and year,
 * standard-scaled over the catalogue (unknown is the mean) and times the root
 * of their weights, so that a dot product is the weighted cosine. A song of
 * which nothing is known is the zero vector, which is like nothing.
 */
export type TasteSpace = {
  readonly size: number;
  /** `size × TASTE_SIZE`, row-major. */
  readonly vectors: Float32Array;
};

const spaces = new WeakMap<CatalogueView, TasteSpace>();

/** The space of a catalogue, worked out once (some 20 ms for 100,000 songs). */
export function tasteSpaceOf(catalogue: CatalogueView): TasteSpace {
  return spaces.get(catalogue) ?? lastOf(tasteSpaceInSteps(catalogue));
}

/** Says what the space of a catalogue is, where it is known already. */
export function knowTasteSpace(catalogue: CatalogueView, space: TasteSpace): void {
  spaces.set(catalogue, space);
}

/** Works the space out in steps of a few milliseconds, where it is not there. */
export function* tasteSpaceInSteps(catalogue: CatalogueView): Generator<void, TasteSpace> {
  const known = spaces.get(catalogue);
  if (known) return known;
  const space = yield* createSpace(catalogue);
  spaces.set(catalogue, space);
  return space;
}

/** The weighted cosine of a song and a vector of the space. */
export function likeness({ vectors }: TasteSpace, row: number, vector: Float32Array): number {
  let sum = 0;
  for (let axis = 0, at = row * TASTE_SIZE; axis < TASTE_SIZE; axis++, at++) {
    sum += vectors[at]! * vector[axis]!;
  }
  return sum;
}

function* createSpace(catalogue: CatalogueView): Generator<void, TasteSpace> {
  const { size } = catalogue;
  const vectors = yield* rawVectors(catalogue);
  const { means, scales } = yield* momentsOf(vectors, size);
  for (let row = 0; row < size; row++) {
    if (row % STEP_ROWS === STEP_ROWS - 1) yield;
    let squares = 0;
    for (let axis = 0, at = row * TASTE_SIZE; axis < TASTE_SIZE; axis++, at++) {
      const value = vectors[at]!;
      vectors[at] = Number.isNaN(value) ? 0 : (value - means[axis]!) * scales[axis]!;
      squares += vectors[at]! ** 2;
    }
    if (squares === 0) continue;
    const length = 1 / Math.sqrt(squares);
    for (let at = row * TASTE_SIZE; at < (row + 1) * TASTE_SIZE; at++) vectors[at]! *= length;
  }
  return { size, vectors };
}

/** What is known of each song, before it is scaled. */
function* rawVectors({
  size,
  features,
  valence,
  arousal,
  popularity,
  year,
}: CatalogueView): Generator<void, Float32Array> {
  const ranks = popularityRanks(popularity);
  const vectors = new Float32Array(size * TASTE_SIZE);
  for (let row = 0; row < size; row++) {
    if (row % STEP_ROWS === STEP_ROWS - 1) yield;
    const at = row * TASTE_SIZE;
    for (let f = 0; f < FEATURES.length; f++) vectors[at + f] = features[row * FEATURES.length + f]!;
    vectors[at + FEATURES.length] = valence[row]!;
    vectors[at + FEATURES.length + 1] = arousal[row]!;
    const stated = popularity[row]!;
    vectors[at + FEATURES.length + 2] = Number.isNaN(stated) ? NaN : popularityRank(ranks, stated);
    vectors[at + FEATURES.length + 3] = year[row]!;
  }
  return vectors;
}

/** The mean of each axis, and its weight over its standard deviation (0 where it does not vary), by Welford's update. */
function* momentsOf(
  vectors: Float32Array,
  size: number,
): Generator<void, { means: Float64Array; scales: Float64Array }> {
  const known = new Float64Array(TASTE_SIZE);
  const means = new Float64Array(TASTE_SIZE);
  const squares = new Float64Array(TASTE_SIZE);
  for (let row = 0, at = 0; row < size; row++) {
    if (row % STEP_ROWS === STEP_ROWS - 1) yield;
    for (let axis = 0; axis < TASTE_SIZE; axis++, at++) {
      const value = vectors[at]!;
      if (Number.isNaN(value)) continue;
      const gap = value - means[axis]!;
      means[axis]! += gap / ++known[axis]!;
      squares[axis]! += gap * (value - means[axis]!);
    }
  }
  const weights = [
    ...FEATURES.map((feature) => WEIGHTS[feature]),
    MOOD_WEIGHT,
    MOOD_WEIGHT,
    POPULARITY_WEIGHT,
    YEAR_WEIGHT,
  ];
  const scales = squares.map((sum, axis) =>
    sum > 0 ? Math.sqrt(weights[axis]!) / Math.sqrt(sum / known[axis]!) : 0,
  );
  return { means, scales };
}

/** Makes a vector one of length 1, in place; the zero vector stays. */
export function toUnitLength(vector: Float32Array): void {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return;
  const scale = 1 / Math.sqrt(squares);
  for (let axis = 0; axis < vector.length; axis++) vector[axis]! *= scale;
}
