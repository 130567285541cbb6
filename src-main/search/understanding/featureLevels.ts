import type { TextTemplate } from '../../../src-preload/contract.ts';
import type { Dimension } from '../columns/dimensions.ts';
import type { Level } from '../conditions/condition.ts';
import type { AudioWords } from './audioWords.ts';
import type { Bounds } from './soundTarget.ts';

/** What "high", "low" and the rest are in numbers, by the edges of the text template that is in use. */
export type FeatureLevels = {
  boundsOf(dimension: Dimension, level: Level): Bounds;
};

/** How the edges of the template count: seconds for length, 0–100 for shares and popularity. */
const slots: Readonly<Partial<Record<Dimension, { readonly slot: string; readonly unit: number }>>> = {
  duration: { slot: 'length', unit: 1000 },
  tempo: { slot: 'tempo', unit: 1 },
  loudness: { slot: 'loudness', unit: 1 },
  popularity: { slot: 'popularity', unit: 1 },
};
const SHARE_UNIT = 0.01;
const ANYTHING: Bounds = { min: -Infinity, max: Infinity };

/** A template with fewer edges than a level counts on is read by its last one. */
export function createFeatureLevels(words: AudioWords, features: TextTemplate['features']): FeatureLevels {
  return {
    boundsOf(dimension, level) {
      const numbers = words.numbers[dimension];
      if (numbers) return open(numbers[level] ?? [null, null]);
      const { slot, unit } = slots[dimension] ?? { slot: dimension, unit: SHARE_UNIT };
      const edges = features[slot]?.edges ?? [];
      const places = words.levels[dimension]?.[level];
      if (!places || edges.length === 0) return ANYTHING;
      const edge = (place: number | null) =>
        place === null ? null : edges[Math.min(place, edges.length - 1)]! * unit;
      return open([edge(places[0]), edge(places[1])]);
    },
  };
}

/** Bounds with null for an open end. */
export function open([min, max]: readonly [number | null, number | null]): Bounds {
  return { min: min ?? -Infinity, max: max ?? Infinity };
}

/** Everything outside of bounds that are open at one end; bounds that are closed at both stay what they are. */
export function outside({ min, max }: Bounds): Bounds | null {
  if (min === -Infinity) return { min: max, max: Infinity };
  if (max === Infinity) return { min: -Infinity, max: min };
  return null;
}
