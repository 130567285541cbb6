import type { ModelCheck } from './checkModels.ts';
import type { Mood } from './mood.ts';
import type { ProviderTry } from './openSession.ts';
import type { Point } from './point.ts';

/**
 * Where a text lies in the plane, both axes in [−1, 1]. `raw` is what the model
 * gave before the calibration; `notice` is what the person should know about
 * this answer.
 */
export type EmotionReading = {
  readonly valence: number;
  readonly arousal: number;
  readonly raw: Point;
  readonly mood: Mood;
  readonly model: {
    readonly id: string;
    readonly kind: 'model' | 'lexicon';
    readonly notice: string | null;
  };
};

/** Hears feelings in texts. Reading never rejects, whatever the text and the state of the model. */
export type Ear = {
  read(text: string): Promise<EmotionReading>;
  /** One reading a text, in order. */
  readMany(texts: readonly string[]): Promise<EmotionReading[]>;
  /** How the model files are now, read anew; and why the model is not in use, where it is not. */
  check(): ModelCheck[];
  /** The ONNX execution providers that were tried; empty when it did not come to that. */
  providers(): ProviderTry[];
  /** Gives the model back; what is read afterwards the lexicon answers. */
  close(): Promise<void>;
};
