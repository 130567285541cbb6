import type { Dimension } from '../columns/dimensions.ts';
import type { Level } from '../conditions/condition.ts';

type OpenBounds = readonly [number | null, number | null];
type Target = Level | OpenBounds;

/** A meaning with the words for it. */
export type SoundConcept = {
  readonly say: string;
  readonly targets: Readonly<Partial<Record<Dimension, Target>>>;
  readonly words: readonly string[];
};

/** `resources/audio-words.json`. */
export type AudioWords = {
  /** Pairs of edges of the text template, by place. */
  readonly levels: Readonly<Partial<Record<Dimension, Readonly<Record<Level, OpenBounds>>>>>;
  readonly numbers: Readonly<Partial<Record<Dimension, Readonly<Record<Level, OpenBounds>>>>>;
  readonly features: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  readonly levelWords: Readonly<Record<Level, readonly string[]>>;
  readonly concepts: readonly SoundConcept[];
  readonly occasions: readonly SoundConcept[];
  readonly genreWords: Readonly<Record<string, readonly string[]>>;
  readonly negators: readonly string[];
  readonly intensifiers: readonly string[];
  readonly joiners: readonly string[];
  readonly breakers: readonly string[];
  readonly fillers: readonly string[];
};
