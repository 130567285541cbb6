import { createRandom } from '../../src-main/recommend/random.ts';
import { type JudgedQuery, readJson, type Want } from './want.ts';

type Limit = Extract<Want, { feature: string }>;

type Paraphrases = {
  readonly adjectives: readonly {
    readonly want: Limit;
    readonly known: readonly string[];
    readonly ways: readonly string[];
  }[];
  readonly features: readonly {
    readonly feature: string;
    readonly names: readonly string[];
    readonly high: number;
    readonly low: number;
  }[];
  readonly levels: Readonly<Record<'high' | 'low', readonly string[]>>;
  readonly genres: readonly string[];
  readonly nouns: readonly string[];
  readonly frames: Readonly<Record<Half, readonly string[]>>;
};

/** Half of the ways to say things; nothing was tuned on the one that is held out. */
export type Half = 'development' | 'heldOut';

const paraphrases = readJson('paraphrases.json') as Paraphrases;

/** The ways of a list that belong to a half. */
export function waysOf(ways: readonly string[], half: Half): string[] {
  return ways.toSorted().filter((_, index) => (index % 2 === 0) === (half === 'development'));
}

/** Every word and phrase that is held out. */
export function heldOutWays(): string[] {
  const { adjectives, levels } = paraphrases;
  return [
    ...adjectives.flatMap(({ ways }) => waysOf(ways, 'heldOut')),
    ...Object.values(levels).flatMap(([, ...ways]) => waysOf(ways, 'heldOut')),
  ];
}

/**
 * `count` different queries of a half, the same ones for a seed: adjectives
 * (for `heldOut` none that is known), genres and levels of features in a frame
 * of that half. `isPossible` says whether enough songs keep all limits.
 */
export function generateQueries(
  half: Half,
  count: number,
  seed: number,
  isPossible: (want: readonly Want[]) => boolean,
): JudgedQuery[] {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const found = new Map<string, JudgedQuery>();

  while (found.size < count) {
    const want: Want[] = [];
    const isFree = (feature: string) => !want.some((one) => 'feature' in one && one.feature === feature);
    const adjective = (): string => {
      const one = pick(paraphrases.adjectives.filter((each) => isFree(each.want.feature)));
      want.push(one.want);
      return pick([...(half === 'development' ? one.known : []), ...waysOf(one.ways, half)]);
    };
    const feature = (): [level: string, feature: string] => {
      const one = pick(paraphrases.features.filter((each) => isFree(each.feature)));
      const isHigh = random() < 0.5;
      want.push({ feature: one.feature, ...(isHigh ? { min: one.high } : { max: one.low }) });
      const [known, ...ways] = paraphrases.levels[isHigh ? 'high' : 'low'];
      const level = pick([...(half === 'development' ? [known!] : []), ...waysOf(ways, half)]);
      return [level, pick(one.names)];
    };
    const genre = (): string => {
      const name = pick(paraphrases.genres);
      want.push({ genre: [name] });
      return name;
    };

    let text = pick(paraphrases.frames[half]).replace('{noun}', pick(paraphrases.nouns));
    if (text.includes('{level}')) {
      const [level, name] = feature();
      text = text.replace('{level}', level).replace('{feature}', name);
    }
    text = text.replace(/\{a\}|\{b\}/g, adjective).replace('{genre}', genre);
    if (!found.has(text) && isPossible(want)) found.set(text, { text, want });
  }
  return [...found.values()];
}
