import { type CatalogueView, FEATURES } from '../catalogueView.ts';
import type { MODEL_FEATURES } from '../taste/modelInputs.ts';

type Name = (typeof MODEL_FEATURES)[number];

/** Songs that stand for a catalogue: thirds of a few thousand are those of all within a percent. */
const SAMPLE = 4_000;

const known = new WeakMap<CatalogueView, Map<Name, readonly [low: number, high: number]>>();

/**
 * Whether a feature of a song is in the lowest or highest third of what the
 * catalogue has; null where it is in between, unknown, or no feature of a song
 * alone. Of a feature that hardly varies nothing is low or high.
 */
export function thirdOf(catalogue: CatalogueView, name: Name, row: number): 'low' | 'high' | null {
  const value = valueOf(catalogue, name, row);
  const [low, high] = boundsOf(catalogue, name);
  if (!(low < high)) return null;
  return value <= low ? 'low' : value >= high ? 'high' : null;
}

function boundsOf(catalogue: CatalogueView, name: Name): readonly [number, number] {
  let bounds = known.get(catalogue);
  if (!bounds) known.set(catalogue, (bounds = new Map()));
  let own = bounds.get(name);
  if (!own) {
    const step = Math.max(1, catalogue.size / SAMPLE);
    const values: number[] = [];
    for (let at = 0; at < catalogue.size; at += step) {
      const value = valueOf(catalogue, name, Math.floor(at));
      if (!Number.isNaN(value)) values.push(value);
    }
    values.sort((a, b) => a - b);
    own = [values[Math.floor(values.length / 3)] ?? NaN, values[Math.floor((2 * values.length) / 3)] ?? NaN];
    bounds.set(name, own);
  }
  return own;
}

function valueOf(catalogue: CatalogueView, name: Name, row: number): number {
  switch (name) {
    case 'mood valence':
      return catalogue.valence[row]!;
    case 'mood arousal':
      return catalogue.arousal[row]!;
    case 'popularity':
      return catalogue.popularity[row]!;
    case 'year':
      return catalogue.year[row]!;
    case 'distance from the mood':
      return NaN;
    default:
      return catalogue.features[row * FEATURES.length + FEATURES.indexOf(name)]!;
  }
}
