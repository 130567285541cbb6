import type { SoundConcept } from './audioWords.ts';
import { foldPhrase } from './createLexicon.ts';
import type { ConceptShares } from './nearestConcepts.ts';

/** `resources/audio-neighbours.json`: what was learned beforehand of words that stand in no list. */
export type AudioNeighbours = {
  /** The concepts by `say`, as the word list had them. */
  readonly concepts: readonly string[];
  /** Pairs of a concept by place and how near the word is to it, 0–100. */
  readonly words: Readonly<Record<string, readonly number[]>>;
  /** How near a word that stands before a feature is to "low" and to "high", 0–100. */
  readonly levels: Readonly<Record<string, readonly [low: number, high: number]>>;
  /** Frequent words that are near to no concept, parted by spaces. */
  readonly nothing: string;
};

/** What is known beforehand of single words and phrases, folded. */
export type LearnedWords = {
  /** The concepts that a word is near to, none for one that means nothing for sound; null for one that was never met. */
  meaning(word: string): ConceptShares | null;
  /** How near a word is to "low" and to "high", 0–100; null where it is near to neither. */
  level(word: string): readonly [low: number, high: number] | null;
};

export const NOTHING: ConceptShares = new Map();

/** Words of the list mean their concept; of the others counts what was learned. */
export function createLearnedWords(
  concepts: readonly SoundConcept[],
  neighbours: AudioNeighbours,
): LearnedWords {
  const placeOf = new Map(concepts.map(({ say }, place) => [say, place]));
  const places = neighbours.concepts.map((say) => placeOf.get(say));
  const nothing = new Set(neighbours.nothing.split(' '));
  const listed = new Map(
    concepts.flatMap(({ words }, place) => words.map((word) => [foldPhrase(word), place] as const)),
  );
  return {
    meaning(word) {
      const place = listed.get(word);
      if (place !== undefined) return new Map([[place, 1]]);
      if (nothing.has(word)) return NOTHING;
      if (!Object.hasOwn(neighbours.words, word)) return null;
      const pairs = neighbours.words[word]!;
      const shares = new Map<number, number>();
      for (let at = 0; at + 1 < pairs.length; at += 2) {
        const place = places[pairs[at]!];
        if (place !== undefined) shares.set(place, pairs[at + 1]! / 100);
      }
      return shares;
    },
    level: (word) => (Object.hasOwn(neighbours.levels, word) ? neighbours.levels[word]! : null),
  };
}
