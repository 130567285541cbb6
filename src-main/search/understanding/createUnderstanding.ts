import type { TextTemplate } from '../../../src-preload/contract.ts';
import type { Condition } from '../conditions/condition.ts';
import { type ReadText, readConditions } from '../conditions/readConditions.ts';
import { nameOfDimension } from '../conditions/fields.ts';
import type { AudioWords } from './audioWords.ts';
import { createLexicon, type Entry, type Lexicon } from './createLexicon.ts';
import { createFeatureLevels, type FeatureLevels } from './featureLevels.ts';
import { foldWords } from './foldWords.ts';
import type { GenreNames } from './genreNames.ts';
import { readSound, sayLevel, type SoundReading } from './readSound.ts';
import type { SoundTarget } from './soundTarget.ts';

/** What a query says, taken apart. */
export type QueryReading = ReadText &
  SoundReading & {
    readonly text: string;
    /** Folded words of the rest that could stand in a name: all of them where each is a filler. */
    readonly words: readonly string[];
    /** Every folded word of the rest. */
    readonly allWords: readonly string[];
    /** Whether it describes songs ("mournful music") rather than names one. */
    readonly isDescribing: boolean;
    readonly levels: FeatureLevels;
  };

/** Reads queries by the word list, the template's levels and the catalogue's genres. */
export type Understanding = {
  read(text: string, features: TextTemplate['features'], genres: GenreNames): QueryReading;
  readonly lexicon: Lexicon;
};

const nouns = new Set(
  'song songs music track tracks tune tunes piece pieces number numbers playlist something anything'.split(
    ' ',
  ),
);
const naming = new Set('by about called named titled from album artist'.split(' '));
/** Longer queries are read up to here. */
const MOST_LETTERS = 2000;
const silent: ReadonlySet<Entry['kind']> = new Set([
  'negator',
  'intensifier',
  'joiner',
  'breaker',
  'filler',
  'level',
]);

export function createUnderstanding(words: AudioWords): Understanding {
  const lexicon = createLexicon(words);
  return {
    lexicon,
    read(text, features, genres) {
      const read = readConditions(text.slice(0, MOST_LETTERS));
      const levels = createFeatureLevels(words, features);
      const sound = readSound(read.rest, lexicon, levels, genres);
      const allWords = foldWords(read.rest).map(({ word }) => word);
      const telling = allWords.filter((word) => {
        const entry = lexicon.phrases.longest([word], 0);
        return !entry || !silent.has(entry.value.kind);
      });
      return {
        ...read,
        ...sound,
        text,
        levels,
        allWords,
        words: telling.length > 0 ? telling : allWords,
        isDescribing:
          telling.length > 0 &&
          allWords.some((word) => nouns.has(word)) &&
          !allWords.some((word) => naming.has(word)),
      };
    },
  };
}

/** The targets of conditions that only count for. */
export function softTargets(conditions: readonly Condition[]): SoundTarget[] {
  return conditions.flatMap(({ demand, isStrict }): SoundTarget[] => {
    if (isStrict || demand.kind !== 'range') return [];
    const { dimension, min, max } = demand;
    return [
      {
        dimension,
        bounds: { min, max },
        weight: 1.2,
        certainty: 'condition',
        say: sayRange(dimension, min, max),
      },
    ];
  });
}

/** A condition as a chip: "tempo > 150", "year 1990–1999", "energy: high", "not genre: metal". */
export function sayCondition({ demand, isNegated }: Condition): string {
  const not = isNegated ? 'not ' : '';
  switch (demand.kind) {
    case 'range':
      return not + sayRange(demand.dimension, demand.min, demand.max);
    case 'level':
      return not + sayLevel(demand.level, demand.dimension);
    case 'genre':
      return `${not}genre: ${demand.names.join(', ')}`;
    case 'name':
      return `${not}${demand.field}: ${demand.names.join(', ')}`;
    case 'explicit':
      return demand.is === isNegated ? 'not explicit' : 'explicit';
  }
}

function sayRange(dimension: SoundTarget['dimension'], min: number, max: number): string {
  const name = nameOfDimension(dimension);
  const say = (value: number): string => {
    if (dimension === 'duration') {
      const seconds = Math.round(value / 1000);
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    }
    return String(Math.round(value * 100) / 100);
  };
  if (min === -Infinity) return `${name} up to ${say(max)}`;
  if (max === Infinity) return `${name} from ${say(min)}`;
  return say(min) === say(max) ? `${name} ${say(min)}` : `${name} ${say(min)}–${say(max)}`;
}
