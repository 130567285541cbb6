import type { Point } from '../../src-preload/wire.ts';

/** One target of the map: a linear score, and the score's quantiles in a large catalogue, evenly spaced from 0 to 1. */
type MoodTarget = {
  readonly intercept: number;
  readonly coefficients: readonly number[];
  readonly knots: readonly number[];
};

/** The fitted map from audio features to mood, as `resources/track-mood.json` holds it; arrays are in the order of `features`. */
export type TrackMoodMap = {
  readonly features: readonly string[];
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** Standard scores are held within ± this. */
  readonly clamp: number;
  readonly valence: MoodTarget;
  readonly arousal: MoodTarget;
};

/** A track's place in the plane, and how many of its features were unknown and taken as average. */
export type TrackMood = Point & { readonly imputed: number };

/**
 * The mood of one row of features (order of `FEATURES`, loudness in dB, tempo in
 * bpm), starting at `offset` in `row`. NaN, null and a tempo of 0 are unknown and
 * count as the catalogue's mean; where all are unknown, the mood is NaN.
 *
 * score = intercept + Σ coefficient · clamp((x − mean) / scale), then the score's
 * quantile in the catalogue stretched to [−1, 1]. Method, figures and sources:
 * models/training/track_mood/README.md.
 */
export function trackMood(map: TrackMoodMap, row: ArrayLike<number | null>, offset = 0): TrackMood {
  let valence = map.valence.intercept;
  let arousal = map.arousal.intercept;
  let imputed = 0;

  for (let i = 0; i < map.features.length; i++) {
    const value = row[offset + i] ?? NaN;
    const isKnown = Number.isFinite(value) && !(map.features[i] === 'tempo' && value <= 0);
    if (!isKnown) {
      imputed++;
      continue;
    }
    const z = (value - map.mean[i]!) / map.scale[i]!;
    const held = Math.min(map.clamp, Math.max(-map.clamp, z));
    valence += map.valence.coefficients[i]! * held;
    arousal += map.arousal.coefficients[i]! * held;
  }

  if (imputed === map.features.length) return { valence: NaN, arousal: NaN, imputed };
  return {
    valence: onAxis(valence, map.valence.knots),
    arousal: onAxis(arousal, map.arousal.knots),
    imputed,
  };
}

/** Where `score` lies between the first knot (−1) and the last (1), linear between knots. */
function onAxis(score: number, knots: readonly number[]): number {
  const last = knots.length - 1;
  if (score <= knots[0]!) return -1;
  if (score >= knots[last]!) return 1;

  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle]! <= score) low = middle;
    else high = middle;
  }
  const share = (score - knots[low]!) / (knots[high]! - knots[low]!);
  return ((low + share) / last) * 2 - 1;
}
