import type { Dimension } from '../columns/dimensions.ts';
import type { AudioWords, SoundConcept } from './audioWords.ts';
import { foldPhrase } from './createLexicon.ts';
import type { FeatureLevels } from './featureLevels.ts';
import { nearestConcepts, type ConceptShares } from './nearestConcepts.ts';
import { type AudioNeighbours, createLearnedWords, type LearnedWords, NOTHING } from './learnedWords.ts';
import { sayLevel, targetsOf, turned } from './readSound.ts';
import type { SoundTarget, Understood, UnknownWord } from './soundTarget.ts';
import type { WordMeanings } from './wordMeanings.ts';

/** Turns words into vectors of length 1; rejects where no model can. */
export type EmbedWords = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** Set on development words that were left out of the lists and of what was learned. */
const MEANING = {
  /** A guess that is less sure is none. */
  least: 0.16,
  /** The same in a query that describes songs: its words are likelier to speak of sound. */
  leastDescribed: 0.1,
  /** A second guess counts from this share of the first one on. */
  second: 0.5,
  /** What is this sure counts in full. */
  sure: 0.3,
  /** A stem that is less surely known is not turned round: "unruly", "endless" are words of their own. */
  opposed: 0.3,
  /** What a word's stem means counts this much of it. */
  stem: 0.8,
} as const;
/** More words of one query are not guessed at. */
const MOST_WORDS = 12;
const SHORTEST = 3;
/** Between low and high. */
const LEAST_DIFFERENCE = 0.15;

/**
 * Guesses by three things: how a word is made (un-, non-, -less, -free turn
 * round what they are put to), what was learned beforehand of it, of its parts
 * or of its stem, and for words of which nothing was learned the nearest words
 * of the list by embedding. The list's words are embedded once, when the first
 * such guess is asked for; where there is no model, the rest has to do.
 */
export function createWordMeanings(
  words: AudioWords,
  readNeighbours: () => AudioNeighbours,
  embed: EmbedWords,
): WordMeanings {
  const { concepts } = words;
  let held: LearnedWords | null = null;
  const nearest = nearestConcepts(concepts, embed);
  const { low, high } = words.levelWords;
  const nearestLevel = nearestConcepts([{ words: low }, { words: high }], embed);

  /** Read when the first word is guessed at: an app that opens need not wait for it. */
  function known(): LearnedWords {
    return (held ??= createLearnedWords(concepts, readNeighbours()));
  }

  /** What was learned of a word as it stands; null for one that was never met. */
  function learned(word: string): ConceptShares | null {
    return known().meaning(word);
  }

  /** What was learned of the parts of a compound, or of the stem of a word. */
  function learnedOfParts(word: string): ConceptShares | null {
    const joined = learned(word.replaceAll(' ', ''));
    if (joined) return joined;
    const parts = word.split(' ');
    const met = parts.length > 1 ? parts.flatMap((part) => learned(part) ?? []) : [];
    if (met.length > 0) return mixed(met.map((shares) => [shares, 1 / met.length]));
    const stem = stemsOf(word).find((one) => learned(one)?.size);
    return stem === undefined ? null : mixed([[learned(stem)!, MEANING.stem]]);
  }

  /** The nearest concept, and a second one that is not much farther: a song that is both is surely meant. */
  function guessOne(shares: ConceptShares, least: number): { concept: SoundConcept; share: number }[] {
    return [...shares]
      .map(([place, share]) => ({ concept: concepts[place]!, share }))
      .sort((x, y) => y.share - x.share)
      .filter(({ share }, at, [best]) =>
        at === 0 ? share >= least : at === 1 && best!.share >= least && share >= best!.share * MEANING.second,
      );
  }

  /** The concept that a word is made of with a part that turns it round. */
  function opposed(word: string): SoundConcept | null {
    const isSure = [...(learned(word) ?? NOTHING).values()].includes(1);
    if (isSure) return null;
    for (const stem of stemsOpposed(word)) {
      const [best] = guessOne(learned(stem) ?? learned(`${stem}s`) ?? NOTHING, MEANING.opposed);
      if (best) return best.concept;
    }
    return null;
  }

  /** "Scant energy": which level a word before a feature stands for; null where that is not plain. */
  function levelOf(word: string, embedded: ConceptShares | null): 'low' | 'high' | null {
    const [low, high] = known().level(word) ?? [0, 0];
    const difference = (high - low) / 100 + (embedded?.get(1) ?? 0) - (embedded?.get(0) ?? 0);
    return Math.abs(difference) < LEAST_DIFFERENCE ? null : difference < 0 ? 'low' : 'high';
  }

  return {
    async guess(unknown, levels, isDescribing) {
      const least = isDescribing ? MEANING.leastDescribed : MEANING.least;
      const asked = unknown
        .slice(0, MOST_WORDS)
        .filter(({ text }) => text.length >= SHORTEST)
        .map((word) => ({ word, folded: foldPhrase(word.text) }));
      // A model is asked only of what nothing was learned of: of words with digits it knows nothing either.
      const strange = asked.flatMap(({ folded }) =>
        learned(folded) || known().level(folded) || /\d/.test(folded) ? [] : folded,
      );
      const ofStrange = async (near: typeof nearest) => {
        const found = strange.length > 0 ? await near(strange) : null;
        return (folded: string) => found?.[strange.indexOf(folded)] ?? null;
      };
      const embedded = await ofStrange(nearest);
      const embeddedLevel = asked.some(({ word }) => word.before)
        ? await ofStrange(nearestLevel)
        : () => null;
      return asked.flatMap(({ word, folded }): Understood[] => {
        const level = word.before && levelOf(folded, embeddedLevel(folded));
        if (level) return understandLevel(word, word.before, level, levels);
        const against = opposed(folded);
        if (against) return understand(word, against, 1, !word.isNegated, levels);
        const guesses = guessOne(
          learned(folded) ?? halves(learnedOfParts(folded), embedded(folded)) ?? NOTHING,
          least,
        );
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

/** Half of each; where one knows nothing, the other one decides. */
function halves(a: ConceptShares | null, b: ConceptShares | null): ConceptShares | null {
  if (!a || !b) return a ?? b;
  return mixed([
    [a, 0.5],
    [b, 0.5],
  ]);
}

function mixed(parts: readonly (readonly [shares: ConceptShares, weight: number])[]): ConceptShares {
  const sum = new Map<number, number>();
  for (const [shares, weight] of parts) {
    for (const [place, share] of shares) sum.set(place, (sum.get(place) ?? 0) + weight * share);
  }
  return sum;
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

const ENDINGS = /(?:ish|like|ness|ly|ing|ed|er|est|some|ful|y|s)$/;

/** What a word may be made of with an ending: "growly" → "growl", "bouncing" → "bounc", "bounce", "bouncy". */
function stemsOf(word: string): string[] {
  const stem = word.replace(ENDINGS, '');
  if (stem === word || stem.length < SHORTEST) return [];
  return [stem, `${stem}e`, `${stem}y`, stem.replace(/(.)\1$/, '$1'), stem.replace(/i$/, 'y')];
}
