import type { Dimension } from '../columns/dimensions.ts';
import type { AudioWords, SoundConcept } from './audioWords.ts';
import { foldPhrase } from './createLexicon.ts';
import type { FeatureLevels } from './featureLevels.ts';
import { nearestConcepts, type ConceptShares } from './nearestConcepts.ts';
import { sayLevel, targetsOf, turned } from './readSound.ts';
import type { SoundTarget, Understood, UnknownWord } from './soundTarget.ts';
import type { WordMeanings } from './wordMeanings.ts';

/** `resources/audio-neighbours.json`: what was learned beforehand of words that stand in no list. */
export type AudioNeighbours = {
  /** The concepts by `say`, as the word list had them. */
  readonly concepts: readonly string[];
  /** Pairs of a concept by place and how near the word is to it, 0–100. */
  readonly words: Readonly<Record<string, readonly number[]>>;
  /** How near a word that stands before a feature is to "low" and to "high", 0–100. */
  readonly levels: Readonly<Record<string, readonly [low: number, high: number]>>;
};

/** Turns words into vectors of length 1; rejects where no model can. */
export type EmbedWords = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** Set on the development words of the evaluation. */
const MEANING = {
  /** Shares of what was learned and of the embedding in a guess. */
  learned: 0.6,
  embedded: 0.4,
  /** A guess that is less sure is none. */
  least: 0.2,
  /** A second guess counts from this share of the first one on. */
  second: 0.5,
  /** What is this sure counts in full. */
  sure: 0.35,
} as const;
/** More words of one query are not guessed at. */
const MOST_WORDS = 12;
const SHORTEST = 3;
/** Between low and high. */
const LEAST_DIFFERENCE = 0.15;

/**
 * Guesses by three things: how a word is made (un-, non-, -less, -free turn
 * round what they are put to), what was learned beforehand of its neighbours,
 * and the nearest words of the list by embedding. The list's words are embedded
 * once, when the first guess is asked for; while that runs, and where there is
 * no model, the rest has to do.
 */
export function createWordMeanings(
  words: AudioWords,
  neighbours: AudioNeighbours,
  embed: EmbedWords,
): WordMeanings {
  const { concepts } = words;
  const placeOf = new Map(concepts.map(({ say }, place) => [say, place]));
  const listed = new Map(
    concepts.flatMap((concept, place) => concept.words.map((word) => [foldPhrase(word), place] as const)),
  );
  const nearest = nearestConcepts(concepts, embed);
  const { low, high } = words.levelWords;
  const nearestLevel = nearestConcepts([{ words: low }, { words: high }], embed);

  function learned(word: string): ConceptShares {
    const pairs = Object.hasOwn(neighbours.words, word) ? neighbours.words[word]! : [];
    const shares = new Map<number, number>();
    for (let at = 0; at + 1 < pairs.length; at += 2) {
      const place = placeOf.get(neighbours.concepts[pairs[at]!]!);
      if (place !== undefined) shares.set(place, pairs[at + 1]! / 100);
    }
    return shares;
  }

  /** The nearest concept, and a second one that is not much farther: a song that is both is surely meant. */
  function guessOne(
    word: string,
    embedded: ConceptShares | null,
  ): { concept: SoundConcept; share: number }[] {
    // Where one of the two knows nothing, the other one decides.
    const known = learned(word);
    const [a, b] = !embedded?.size ? [1, 0] : known.size === 0 ? [0, 1] : [MEANING.learned, MEANING.embedded];
    const shares = new Map<number, number>();
    for (const [place, share] of known) shares.set(place, a * share);
    for (const [place, share] of embedded ?? []) shares.set(place, (shares.get(place) ?? 0) + b * share);
    return [...shares]
      .map(([place, share]) => ({ concept: concepts[place]!, share }))
      .sort((x, y) => y.share - x.share)
      .filter(({ share }, at, [best]) =>
        at === 0 ? share >= MEANING.least : at === 1 && share >= best!.share * MEANING.second,
      );
  }

  /** The concept that a word is made of with a part that turns it round. */
  function opposed(word: string): SoundConcept | null {
    for (const stem of stemsOpposed(word)) {
      const place = listed.get(stem) ?? listed.get(`${stem}s`);
      if (place !== undefined) return concepts[place]!;
    }
    return null;
  }

  /** "Scant energy": which level a word before a feature stands for; null where that is not plain. */
  function levelOf(word: string, embedded: ConceptShares | null): 'low' | 'high' | null {
    const [low, high] = Object.hasOwn(neighbours.levels, word) ? neighbours.levels[word]! : [0, 0];
    const difference = (high - low) / 100 + (embedded?.get(1) ?? 0) - (embedded?.get(0) ?? 0);
    return Math.abs(difference) < LEAST_DIFFERENCE ? null : difference < 0 ? 'low' : 'high';
  }

  return {
    async guess(unknown, levels) {
      const asked = unknown.slice(0, MOST_WORDS).filter(({ text }) => text.length >= SHORTEST);
      if (asked.length === 0) return [];
      const folded = asked.map(({ text }) => foldPhrase(text));
      const embedded = await nearest(folded);
      const embeddedLevels = asked.some(({ before }) => before) ? await nearestLevel(folded) : null;
      return asked.flatMap((word, at): Understood[] => {
        const level = word.before && levelOf(folded[at]!, embeddedLevels?.[at] ?? null);
        if (level) return understandLevel(word, word.before, level, levels);
        const against = opposed(folded[at]!);
        if (against) return understand(word, against, 1, !word.isNegated, levels);
        const guesses = guessOne(folded[at]!, embedded?.[at] ?? null);
        // Of a word that is not wanted only the likeliest meaning is turned round.
        return guesses
          .slice(0, word.isNegated ? 1 : 2)
          .flatMap(({ concept, share }) =>
            understand(word, concept, Math.min(1, share / MEANING.sure), word.isNegated, levels),
          );
      });
    },
  };
}

/** As sure as a level of the list: it wins over the bare name of its feature. */
function understandLevel(
  { from, until, isNegated }: UnknownWord,
  dimension: Dimension,
  level: 'low' | 'high',
  levels: FeatureLevels,
): Understood[] {
  const say = sayLevel(level, dimension);
  const bounds = levels.boundsOf(dimension, level);
  const meant = turned([{ dimension, bounds, weight: 1, certainty: 'word', say }], isNegated, say, levels);
  return [{ from, until, ...meant, certainty: 'meaning', isNegated, genres: [] }];
}

function understand(
  { from, until }: UnknownWord,
  concept: SoundConcept,
  weight: number,
  isNegated: boolean,
  levels: FeatureLevels,
): Understood[] {
  const targets = targetsOf(concept, levels, 'meaning', false).map((target): SoundTarget => ({
    ...target,
    weight: target.weight * weight,
  }));
  const meant = turned(targets, isNegated, concept.say, levels);
  return [{ from, until, ...meant, certainty: 'meaning', isNegated, genres: [] }];
}

/** What is left of a word when a part that turns it round is taken off: "unamplified" → "amplified", "voiceless" → "voice". */
function stemsOpposed(word: string): string[] {
  const stems: string[] = [];
  const before = /^(?:un|non|anti)(.{4,})$/.exec(word)?.[1];
  if (before) stems.push(before);
  const after = /^(.{4,})less$/.exec(word)?.[1];
  if (after) stems.push(after);
  return stems;
}
