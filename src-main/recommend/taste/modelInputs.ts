import type { Point } from '../../../src-preload/wire.ts';
import { type Examples, examplesOf } from '../../learning/examples.ts';
import { type CatalogueView, FEATURES } from '../catalogueView.ts';
import { type Taste, type TasteVerdict, weightOf } from './tastes.ts';
import { likeness, type TasteSpace, tasteSpaceOf } from './tasteSpace.ts';
import { createTasteSums } from './tasteSums.ts';

/** What a model of a taste sees of a song, in order; the last is how far the song is from the mood that it is for. */
export const MODEL_FEATURES = [
  ...FEATURES,
  'mood valence',
  'mood arousal',
  'popularity',
  'year',
  'distance from the mood',
] as const;

/**
 * What a network sees: the same, the mood that was asked for, and the two
 * likenesses that ranking weighs against each other.
 */
export const NETWORK_INPUTS = [
  ...MODEL_FEATURES,
  'asked valence',
  'asked arousal',
  'likeness to what was liked',
  'likeness to what was not',
] as const;

/** Where a taste points, and away from where. */
export type TasteDirections = Pick<Taste, 'centroid' | 'disliked'>;

/** Writes `MODEL_FEATURES` of a song from `at` on. */
export function fillValues(
  values: Float64Array,
  at: number,
  { features, valence, arousal, popularity, year }: CatalogueView,
  row: number,
  target: Point | undefined,
): void {
  for (let f = 0; f < FEATURES.length; f++) values[at + f] = features[row * FEATURES.length + f]!;
  const [v, a] = [valence[row]!, arousal[row]!];
  values[at + FEATURES.length] = v;
  values[at + FEATURES.length + 1] = a;
  values[at + FEATURES.length + 2] = popularity[row]!;
  values[at + FEATURES.length + 3] = year[row]!;
  values[at + FEATURES.length + 4] = target ? Math.hypot(v - target.valence, a - target.arousal) : NaN;
}

/** Writes `NETWORK_INPUTS` of a song from `at` on; what is not known, as the likeness to nothing, is NaN. */
export function fillNetworkValues(
  values: Float64Array,
  at: number,
  catalogue: CatalogueView,
  space: TasteSpace,
  { centroid, disliked }: TasteDirections,
  row: number,
  target: Point | undefined,
): void {
  fillValues(values, at, catalogue, row, target);
  const own = at + MODEL_FEATURES.length;
  values[own] = target?.valence ?? NaN;
  values[own + 1] = target?.arousal ?? NaN;
  values[own + 2] = centroid ? likeness(space, row, centroid) : NaN;
  values[own + 3] = disliked ? likeness(space, row, disliked) : NaN;
}

/** Verdicts as labelled examples of `MODEL_FEATURES`: a like is 1, the rest 0; all fade by age, and a skip weighs less. */
export function tasteExamples(
  catalogue: CatalogueView,
  verdicts: readonly TasteVerdict[],
  now: number,
): Examples {
  const size = MODEL_FEATURES.length;
  const values = new Float64Array(verdicts.length * size);
  verdicts.forEach(({ row, target }, at) => fillValues(values, at * size, catalogue, row, target));
  return labelled(values, size, verdicts, now);
}

/**
 * The same of `NETWORK_INPUTS`. A verdict must not be in what it is foretold by,
 * and neither may later ones that it weighed on: each song is likened to the
 * taste as the verdicts before it made it, in the order given (as Prokhorenkova
 * et al. 2018 do it); from `cut` on, to that of the verdicts before `cut`.
 */
export function networkExamples(
  catalogue: CatalogueView,
  verdicts: readonly TasteVerdict[],
  now: number,
  cut: number,
): Examples {
  const size = NETWORK_INPUTS.length;
  const values = new Float64Array(verdicts.length * size);
  const space = tasteSpaceOf(catalogue);
  const sums = createTasteSums(space);
  let before: TasteDirections = { centroid: null, disliked: null };
  verdicts.forEach((verdict, at) => {
    const { row, target } = verdict;
    if (at <= cut) before = { centroid: sums.centroid(), disliked: sums.disliked() };
    fillNetworkValues(values, at * size, catalogue, space, before, row, target);
    sums.add(row, verdict.verdict === 'like', weightOf(verdict, now));
  });
  return labelled(values, size, verdicts, now);
}

function labelled(
  values: Float64Array,
  size: number,
  verdicts: readonly TasteVerdict[],
  now: number,
): Examples {
  return examplesOf(
    values,
    Uint8Array.from(verdicts, ({ verdict }) => (verdict === 'like' ? 1 : 0)),
    size,
    Float64Array.from(verdicts, (verdict) => weightOf(verdict, now)),
  );
}
