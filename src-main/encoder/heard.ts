/** A place in the plane as a model gives it, before any calibration; about −1..1. */
export type RawPoint = { readonly valence: number; readonly arousal: number; readonly dominance: number };

/** What a model hears in a text, long or short. */
export type Heard = {
  /** The meaning of the text, of length 1. */
  readonly embedding: Float32Array;
  /** Null for a model that was not trained on emotion; so are the next three. */
  readonly point: RawPoint | null;
  /** Valence as the sentiment head gives it, −1..1. */
  readonly sentiment: number | null;
  /** Probability of each emotion, in the order of the model's labels. */
  readonly emotions: Float32Array | null;
  /** How likely the reading is right, 0–1; null too where the model was not calibrated for it. */
  readonly confidence: number | null;
  /** What the person should know, such as that parts of a very long text were passed over. */
  readonly notice: string | null;
};

/** An emotion with its probability. */
export type NamedEmotion = { readonly label: string; readonly p: number };

/**
 * Emotions from the most to the least probable: those at or above their own
 * threshold, and always the first; at most `limit`. Ties go to the earlier label.
 */
export function topEmotions(
  emotions: ArrayLike<number>,
  labels: readonly string[],
  thresholds: readonly number[],
  limit: number,
): NamedEmotion[] {
  return labels
    .map((label, at) => ({ label, p: emotions[at]!, isHeard: emotions[at]! >= thresholds[at]! }))
    .sort((a, b) => b.p - a.p)
    .filter(({ isHeard }, rank) => isHeard || rank === 0)
    .slice(0, limit)
    .map(({ label, p }) => ({ label, p }));
}
