import type { FeatureLevels } from './featureLevels.ts';
import type { Understood, UnknownWord } from './soundTarget.ts';

/** Guesses what words that stand in no list ask of sound, by their meaning. */
export type WordMeanings = {
  /** Two guesses a word at most, each weighed by how sure it is; words that mean nothing for sound are left out, fewer of them in a query that describes songs. */
  guess(unknown: readonly UnknownWord[], levels: FeatureLevels, isDescribing: boolean): Promise<Understood[]>;
};
