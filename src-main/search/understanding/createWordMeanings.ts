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
  /** What is this sure counts in full. */
  sure: 0.35,
} as const;
/** More words of one query are not guessed at. */
const MOST_WORDS = 12;
const SHORTEST = 3;
/** Between low and high, of 100. */
const LEAST_DIFFERENCE = 20;

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

  function learned(word: string): ConceptShares {
    const pairs = Object.hasOwn(neighbours.words, word) ? neighbours.words[word]! : [];
    const shares = new Map<number, number>();
    for (let at = 0; at + 1 < pairs.length; at += 2) {
      const place = placeOf.get(neighbours.concepts[pairs[at]!]!);
      if (place !== undefined) shares.set(place, pairs[at + 1]! / 100);
    }
    return shares;
  }

  function guessOne(
    word: string,
    embedded: ConceptShares | null,
  ): { concept: SoundConcept; share: number } | null {
    // Where one of the two knows nothing, the other one decides.
    const known = learned(word);
    const [a, b] = !embedded?.size ? [1, 0] : known.size === 0 ? [0, 1] : [MEANING.learned, MEANING.embedded];
    const shares = new Map<number, number>();
    for (const [place, share] of known) shares.set(place, a * share);
    for (const [place, share] of embedded ?? []) shares.set(place, (shares.get(place) ?? 0) + b * share);
    let best: { concept: SoundConcept; share: number } | null = null;
    for (const [place, share] of shares) {
      if (share >= MEANING.least && share > (best?.share ?? 0)) best = { concept: concepts[place]!, share };
    }
    return best;
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
  function levelOf(word: string): 'low' | 'high' | null {
    const [low, high] = Object.hasOwn(neighbours.levels, word) ? neighbours.levels[word]! : [0, 0];
    return Math.abs(low - high) < LEAST_DIFFERENCE ? null : low > high ? 'low' : 'high';
  }

  return {
    async guess(unknown, levels) {
      const asked = unknown.slice(0, MOST_WORDS).filter(({ text }) => text.length >= SHORTEST);
      if (asked.length === 0) return [];
      const folded = asked.map(({ text }) => foldPhrase(text));
      const embedded = await nearest(folded);
      return asked.flatMap((word, at): Understood[] => {
        const level = word.before && levelOf(folded[at]!);
        if (level) return understandLevel(word, word.before, level, levels);
        const against = opposed(folded[at]!);
        if (against) return understand(word, against, 1, !word.isNegated, levels);
        const best = guessOne(folded[at]!, embedded?.[at] ?? null);
        return best
          ? understand(word, best.concept, Math.min(1, best.share / MEANING.sure), word.isNegated, levels)
          : [];
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
