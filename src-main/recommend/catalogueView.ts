/** Numeric audio features, in this order in every row. The first nine of S2; loudness in dB, tempo in bpm, the rest 0–1. */
export const FEATURES = [
  'danceability',
  'energy',
  'valence',
  'tempo',
  'loudness',
  'acousticness',
  'instrumentalness',
  'liveness',
  'speechiness',
] as const;

export type Feature = (typeof FEATURES)[number];

/** Stands for "belongs to no genre cluster" in `CatalogueView.cluster`. */
export const NO_CLUSTER = 255;

/**
 * The catalogue as ranking sees it: one row a track, columns as typed arrays,
 * unknown numbers as NaN. Row order is by track id.
 */
export type CatalogueView = {
  readonly size: number;
  /** Track ids, ascending. */
  readonly ids: Int32Array;
  /** Row of the main artist in a list of artists; equal numbers are the same artist. */
  readonly artist: Int32Array;
  /** Index into the genre clusters of the main genre, or `NO_CLUSTER`. */
  readonly cluster: Uint8Array;
  /** 1 where the track carries only background genres (sleep, white noise …). */
  readonly isBackground: Uint8Array;
  /** 0–100. */
  readonly popularity: Float32Array;
  /** Of release. */
  readonly year: Float32Array;
  /** Mood of the track in [−1, 1], from the fitted map. */
  readonly valence: Float32Array;
  readonly arousal: Float32Array;
  /** `size × FEATURES.length`, row-major. */
  readonly features: Float32Array;
  /** Equal numbers are two versions of one song (same artist, same title without "remaster", "live" …). */
  readonly song: Int32Array;
};
