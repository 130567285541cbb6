import type { NamedEmotion } from '../encoder/heard.ts';
import type { Point } from './point.ts';

/** What a model makes of a text, before anything that it learned of the person. */
export type ModelReading = {
  /** In the plane, both axes in [−1, 1]. */
  readonly point: Point;
  /** What the graph gave, before the calibration. */
  readonly raw: Point;
  /** Of length 1; empty for a model that gives none. */
  readonly embedding: Float32Array;
  /** The few that were heard, the most probable first; none for a model that knows no names. */
  readonly emotions: readonly NamedEmotion[];
  /** How likely the reading is right, 0–1; null for a model that was not calibrated for it. */
  readonly confidence: number | null;
  /** What the person should know about this reading. */
  readonly notice: string | null;
};

/** What came of trying one execution provider. */
export type ProviderTry = { readonly provider: string; readonly ok: boolean; readonly reason: string };

/** An open model, whatever its reader. */
export type TextModel = {
  /** Places texts in the plane, one reading a text, in order. Rejects with `model-unusable` where the model cannot. */
  hear(texts: readonly string[]): Promise<ModelReading[]>;
  /** The meaning of each text as a vector of length 1. Rejects with `model-unusable` where the model gives none. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  /** What runs it, and what else was tried. */
  provider(): { readonly name: string; readonly trials: readonly ProviderTry[] };
  close(): Promise<void>;
};
