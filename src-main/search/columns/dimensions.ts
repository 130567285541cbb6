import { type Feature, FEATURES } from '../../recommend/catalogueView.ts';

/** What a song's sound and circumstances are measured by: the features, and what else a limit can be put on. */
export const DIMENSIONS = [
  ...FEATURES,
  'popularity',
  'duration',
  'year',
  'moodValence',
  'moodArousal',
] as const;
export type Dimension = Feature | 'popularity' | 'duration' | 'year' | 'moodValence' | 'moodArousal';

/** Stands for "unknown" in a quantised column. */
export const UNKNOWN_STEP = 255;
const LAST_STEP = 254;

type Scale = { readonly from: number; readonly step: number };

const SHARE: Scale = { from: 0, step: 1 / 250 };
const PLANE: Scale = { from: -1, step: 2 / 250 };

/** Steps are chosen so that the edges of the text template fall on whole ones. Duration is in ms, loudness in dB. */
const scales: Readonly<Record<Dimension, Scale>> = {
  danceability: SHARE,
  energy: SHARE,
  valence: SHARE,
  tempo: { from: 0, step: 1 },
  loudness: { from: -60, step: 0.25 },
  acousticness: SHARE,
  instrumentalness: SHARE,
  liveness: SHARE,
  speechiness: SHARE,
  popularity: { from: 0, step: 0.4 },
  duration: { from: 0, step: 3000 },
  year: { from: 1850, step: 1 },
  moodValence: PLANE,
  moodArousal: PLANE,
};

/** A value as one of 255 steps, the nearest one from below; what lies beyond the scale takes its end, NaN is `UNKNOWN_STEP`. */
export function toStep(dimension: Dimension, value: number): number {
  if (Number.isNaN(value)) return UNKNOWN_STEP;
  const { from, step } = scales[dimension];
  // A hair is added so that 0.7 does not fall below its own step.
  return Math.max(0, Math.min(LAST_STEP, Math.floor((value - from) / step + 1e-4)));
}

/** The least value of a step. */
export function ofStep(dimension: Dimension, step: number): number {
  return scales[dimension].from + step * scales[dimension].step;
}
