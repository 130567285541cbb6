import type { Dimension } from '../columns/dimensions.ts';
import type { Level } from '../conditions/condition.ts';
import { nameOfDimension } from '../conditions/fields.ts';
import type { SoundConcept } from './audioWords.ts';
import type { Entry, Lexicon } from './createLexicon.ts';
import { type FeatureLevels, open, outside } from './featureLevels.ts';
import { type FoldedWord, foldWords } from './foldWords.ts';
import type { GenreNames } from './genreNames.ts';
import type { Certainty, SoundTarget, Understood, UnknownWord } from './soundTarget.ts';

/** What the word lists make of a text. */
export type SoundReading = {
  readonly understood: readonly Understood[];
  readonly unknown: readonly UnknownWord[];
};

/** How many words a negation reaches. */
const REACH = 3;
/** What one target of an occasion costs: it has several, and none of them was said. */
const OCCASION_WEIGHT = 0.55;
const GENRE_WEIGHT = 1.2;
/** What may stand between a level and its feature: "vast amounts of energy". */
const BETWEEN: ReadonlySet<string> = new Set(
  'of in on any the amount amounts level levels degree degrees quantity quantities dose doses'.split(' '),
);
const MOST_BETWEEN = 3;
/** Levels that end so say before a word for sound that it is not wanted. */
const NONE: ReadonlySet<string> = new Set(['any', 'no', 'zero']);
/** Features of which the bare name says that there should be much. */
const WANTED_BARE: ReadonlySet<string> = new Set(
  'energy danceability valence acousticness instrumentalness liveness speechiness popularity'.split(' '),
);

/**
 * Reads words for sound out of a text: levels of features ("low acousticness",
 * "energy high"), words of the list, occasions and genres, each turned round by
 * a negation up to three words before. Words that no list knows come back.
 */
export function readSound(
  text: string,
  lexicon: Lexicon,
  levels: FeatureLevels,
  genres: GenreNames,
): SoundReading {
  const found = foldWords(text);
  const words = found.map(({ word }) => word);
  const understood: Understood[] = [];
  const unknown: UnknownWord[] = [];
  let negatedUntil = -1;
  let isIntense = false;
  let isJoined = false;

  const spanOf = (at: number, length: number) => ({
    from: found[at]!.from,
    until: found[at + length - 1]!.until,
  });
  const isHyphenBefore = (at: number) =>
    at > 0 && at < found.length && text.slice(found[at - 1]!.until, found[at]!.from) === '-';
  const entryAt = (at: number) => {
    const joined = isHyphenBefore(at + 1) ? lexicon.phrases.longest([words[at]! + words[at + 1]!], 0) : null;
    const entry = lexicon.phrases.longest(words, at);
    // "Up-tempo" is "uptempo".
    return joined && (entry?.length ?? 0) < 2 ? { ...joined, length: 2 } : entry;
  };
  const featureAt = (at: number): { dimension: Dimension; length: number; skipped: number } | null => {
    let skipped = 0;
    while (skipped < MOST_BETWEEN && BETWEEN.has(words[at + skipped] ?? '')) skipped++;
    const next = entryAt(at + skipped);
    return next?.value.kind === 'feature'
      ? { dimension: next.value.dimension, length: next.length + skipped, skipped }
      : null;
  };

  /** How many words are joined by hyphens from `at` on; 1 where one of them means something by itself. */
  function compoundAt(at: number): number {
    let length = 1;
    while (isHyphenBefore(at + length)) {
      const kind = entryAt(at + length)?.value.kind;
      if (kind === 'concept' || kind === 'occasion' || kind === 'feature' || kind === 'negator') return 1;
      length++;
    }
    return length;
  }

  /** Whether a word is joined to one before it that was understood: what it adds is said already ("vocal-driven"). */
  const isAppended = (at: number) => isHyphenBefore(at) && understood.at(-1)?.until === found[at - 1]!.until;

  function take(at: number, length: number, part: Omit<Understood, 'from' | 'until' | 'isNegated'>): number {
    understood.push({ ...spanOf(at, length), ...part, isNegated: negatedUntil >= at });
    isIntense = false;
    negatedUntil = -1;
    isJoined = true;
    return at + length;
  }

  function takeLevel(
    at: number,
    length: number,
    dimension: Dimension,
    level: Level,
    certainty: Certainty = 'word',
  ): number {
    const bounds = levels.boundsOf(dimension, level);
    const target = targetOf(dimension, bounds, 1, certainty, sayLevel(level, dimension));
    const meant = turned([target], negatedUntil >= at, target.say, levels);
    return take(at, length, { ...meant, certainty, genres: [] });
  }

  function takeEntry(at: number, entry: Entry, length: number): number {
    switch (entry.kind) {
      case 'negator':
        negatedUntil = at + length + REACH - 1;
        return at + length;
      case 'intensifier':
        isIntense = true;
        if (negatedUntil >= at) negatedUntil++;
        return at + length;
      case 'joiner':
        // "Neither sad nor slow", "not loud or fast".
        if (isJoined && understood.at(-1)?.isNegated) negatedUntil = at + length + REACH - 1;
        return at + length;
      case 'level': {
        const feature = featureAt(at + length);
        if (feature) return takeLevel(at, length + feature.length, feature.dimension, entry.level);
        // "Hardly any vocals" are none.
        if (NONE.has(words[at + length - 1]!)) negatedUntil = at + length + REACH - 1;
        return at + length;
      }
      case 'feature': {
        const next = at + length < words.length ? entryAt(at + length) : null;
        if (next?.value.kind === 'level' && !featureAt(at + length + next.length)) {
          return takeLevel(at, length + next.length, entry.dimension, next.value.level);
        }
        return WANTED_BARE.has(entry.dimension)
          ? takeLevel(at, length, entry.dimension, 'high', negatedUntil >= at ? 'word' : 'occasion')
          : at + length;
      }
      case 'concept':
      case 'occasion': {
        const isNegated = negatedUntil >= at;
        const targets = targetsOf(
          entry.concept,
          levels,
          entry.kind === 'concept' ? 'word' : 'occasion',
          isIntense,
        );
        const certainty = entry.kind === 'concept' ? 'word' : 'occasion';
        return take(at, length, {
          ...turned(targets, isNegated, entry.concept.say, levels),
          certainty,
          genres: [],
        });
      }
      case 'genre':
        return takeGenre(at, length, genres.idsOf(entry.name), entry.name);
      case 'breaker':
        negatedUntil = -1;
        return at + length;
      case 'filler':
        return at + length;
    }
  }

  function takeGenre(at: number, length: number, genreIds: readonly number[], say: string): number {
    const isNegated = negatedUntil >= at;
    const wish = { genreIds, isNegated, weight: GENRE_WEIGHT, say };
    return take(at, length, {
      say: `${isNegated ? 'not ' : ''}${say}`,
      certainty: 'word',
      targets: [],
      genres: genreIds.length > 0 ? [wish] : [],
    });
  }

  for (let at = 0; at < words.length;) {
    const genre = genres.phrases.longest(words, at);
    const entry = entryAt(at);
    if (
      entry?.length === 1 &&
      words[at + 1] === 'free' &&
      text.slice(found[at]!.until, found[at + 1]!.from) === '-'
    ) {
      // "Vocal-free" is without vocals.
      negatedUntil = at + 1;
    }
    // Of a genre and a word of the same length the word is meant ("happy", "party" are genres somewhere).
    if (genre && genre.length > (entry?.length ?? 0)) {
      const name = words.slice(at, at + genre.length).join(' ');
      at = takeGenre(at, genre.length, genres.idsOf(name), name);
    } else if (
      entry &&
      !(isSlight(entry.value) && !featureAt(at + entry.length) && compoundAt(at) > entry.length)
    ) {
      at = takeEntry(at, entry.value, entry.length);
    } else if (isAppended(at)) {
      at += compoundAt(at);
    } else {
      const length = compoundAt(at);
      const feature = featureAt(at + length);
      // "Voice-free" is without voice.
      const isFree = length > 1 && words[at + length - 1] === 'free';
      unknown.push({
        ...unknownAt(found, text, at, isFree ? length - 1 : length),
        isNegated: negatedUntil >= at !== isFree,
        before: feature?.dimension ?? null,
      });
      isIntense = false;
      at += length + (feature?.skipped ?? 0);
    }
  }
  return { understood, unknown };
}

/** Words that say nothing by themselves, but may as a part of another ("laid-back", "high-octane"). */
function isSlight({ kind }: Entry): boolean {
  return kind === 'filler' || kind === 'level' || kind === 'breaker' || kind === 'intensifier';
}

/** Words that stand as one in the text, with the signs between them. */
function unknownAt(
  found: readonly FoldedWord[],
  text: string,
  at: number,
  length: number,
): Pick<UnknownWord, 'from' | 'until' | 'text'> {
  const { from } = found[at]!;
  const { until } = found[at + length - 1]!;
  return { from, until, text: text.slice(from, until) };
}

/** What a word of the list asks for, surer where it was said plainly. */
export function targetsOf(
  concept: SoundConcept,
  levels: FeatureLevels,
  certainty: Certainty,
  isIntense: boolean,
): SoundTarget[] {
  const entries = Object.entries(concept.targets) as [Dimension, SoundConcept['targets'][Dimension]][];
  const weight = certainty === 'occasion' ? OCCASION_WEIGHT : 1;
  return entries.map(([dimension, target]) => {
    const level =
      isIntense && (target === 'high' || target === 'low') ? (`very ${target}` as const) : target!;
    const isLevel = typeof level === 'string';
    const bounds = isLevel ? levels.boundsOf(dimension, level) : open(level);
    const say = isLevel ? sayLevel(level, dimension) : concept.say;
    return targetOf(dimension, bounds, weight, certainty, entries.length === 1 ? concept.say : say);
  });
}

/** What the opposite of an unwanted level counts beside not having the level itself. */
const OPPOSITE_WEIGHT = 0.35;

/**
 * Targets as they are, or what is asked for when they are not wanted: of
 * several, that not all of them hold, so the first is turned; and of one level,
 * rather its opposite ("no vocals" is better met by an instrumental).
 */
export function turned(
  targets: readonly SoundTarget[],
  isNegated: boolean,
  name: string,
  levels: FeatureLevels,
): { say: string; targets: readonly SoundTarget[] } {
  if (!isNegated) return { say: name, targets };
  const say = `not ${name}`;
  const [first] = targets;
  const bounds = first && outside(first.bounds);
  if (!bounds) return { say, targets: [] };
  const isLow = first.bounds.min === -Infinity;
  const opposite = levels.boundsOf(first.dimension, isLow ? 'high' : 'low');
  return {
    say,
    targets: [
      { ...first, bounds, say },
      ...(targets.length === 1
        ? [{ ...first, bounds: opposite, weight: first.weight * OPPOSITE_WEIGHT, say }]
        : []),
    ],
  };
}

function targetOf(
  dimension: Dimension,
  bounds: SoundTarget['bounds'],
  weight: number,
  certainty: Certainty,
  say: string,
): SoundTarget {
  return { dimension, bounds, weight, certainty, say };
}

/** "high energy", "low acousticness". */
export function sayLevel(level: Level, dimension: Dimension): string {
  return `${level} ${nameOfDimension(dimension)}`;
}
