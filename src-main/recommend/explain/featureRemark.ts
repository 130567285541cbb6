import { type Feature, FEATURES } from '../catalogueView.ts';

/** A statement that holds from `from` on towards `to`, the feature's far end. */
type Remark = {
  readonly feature: Feature;
  readonly from: number;
  readonly to: number;
  readonly say: (value: number) => string;
};

/**
 * What is worth saying of a sound, and from where it is true. Speechiness,
 * liveness and instrumentalness: the bounds of Spotify's audio-feature reference
 * (.33 speech and music, .8 live, .5 instrumental). Tempo, loudness, acousticness:
 * the outer edges of the textual recommender's bins, a little further out.
 */
export const REMARKS: readonly Remark[] = [
  { feature: 'acousticness', from: 0.7, to: 1, say: () => 'Mostly acoustic' },
  { feature: 'instrumentalness', from: 0.5, to: 1, say: () => 'Mostly instrumental' },
  { feature: 'speechiness', from: 0.33, to: 1, say: () => 'As much spoken as sung' },
  { feature: 'liveness', from: 0.8, to: 1, say: () => 'Sounds recorded live' },
  { feature: 'danceability', from: 0.8, to: 1, say: () => 'Made for dancing' },
  { feature: 'tempo', from: 160, to: 220, say: (bpm) => `Fast: ${Math.round(bpm)} bpm` },
  { feature: 'tempo', from: 72, to: 40, say: (bpm) => `Slow: ${Math.round(bpm)} bpm` },
  { feature: 'loudness', from: -3, to: 0, say: () => 'Loud all through' },
  { feature: 'loudness', from: -20, to: -40, say: () => 'Softly played' },
];

/** The remark of a row of features (`size × FEATURES.length`) that goes furthest beyond its bound; null where nothing stands out. Unknown features say nothing. */
export function featureRemark(features: Float32Array, row: number): string | null {
  let text: string | null = null;
  let furthest = -1;
  for (const { feature, from, to, say } of REMARKS) {
    const value = featureOf(features, row, feature);
    const share = (value - from) / (to - from);
    if (share >= 0 && share > furthest && !(feature === 'tempo' && value <= 0)) {
      furthest = share;
      text = say(value);
    }
  }
  return text;
}

/** The plain tempo of a row, or null where it is unknown. */
export function tempoRemark(features: Float32Array, row: number): string | null {
  const bpm = featureOf(features, row, 'tempo');
  return bpm > 0 ? `At ${Math.round(bpm)} bpm` : null;
}

function featureOf(features: Float32Array, row: number, feature: Feature): number {
  return features[row * FEATURES.length + FEATURES.indexOf(feature)]!;
}
