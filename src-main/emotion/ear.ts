import type { NamedEmotion } from '../encoder/heard.ts';
import type { ModelRegistry } from '../modelRegistry/createModelRegistry.ts';
import type { Mood } from './mood.ts';
import type { Point } from './point.ts';
import type { ProviderTry, TextModel } from './textModel.ts';

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
  /** How likely the reading is right, 0–1; null where the model does not say. */
  readonly confidence: number | null;
  readonly emotions: readonly NamedEmotion[];
  /** The ONNX execution provider that ran the model; null for the lexicon. */
  readonly provider: string | null;
  readonly model: {
    readonly id: string;
    readonly kind: 'model' | 'lexicon';
    readonly notice: string | null;
  };
};

/** Vectors of texts, with what made them: vectors of two models have nothing to do with each other. */
export type Embedding = {
  readonly model: string;
  readonly provider: string;
  readonly vectors: readonly Float32Array[];
  readonly notice: string | null;
};

/** How a model, or the list of models, is. */
export type ModelCheck = { readonly id: string; readonly ok: boolean; readonly problem: string | null };

/** What came of trying a provider with a model that is at work. */
export type ModelProvider = ProviderTry & { readonly model: string };

/** Hears feelings in texts. Reading never rejects, whatever the text and the state of the models. */
export type Ear = {
  read(text: string): Promise<EmotionReading>;
  /** One reading a text, in order. */
  readMany(texts: readonly string[]): Promise<EmotionReading[]>;
  /** The meaning of each text, by the model for search. Throws `model-unusable` when there is none. */
  embed(texts: readonly string[]): Promise<Embedding>;
  /** The models that are there, and which does what. */
  readonly models: ModelRegistry<TextModel>;
  /** Opens the model for emotion before it is needed; nothing happens when that fails, the readings say so. */
  wake(): Promise<void>;
  /** Tries execution providers afresh and reads every file of every model: how each is, and why it is not in use where it should be. */
  check(): Promise<ModelCheck[]>;
  /** The ONNX execution providers that were tried for the models at work. */
  providers(): Promise<ModelProvider[]>;
  /** Gives the models back; what is read afterwards the lexicon answers. */
  close(): Promise<void>;
};
