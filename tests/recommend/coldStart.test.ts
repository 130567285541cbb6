import { describe, expect, test } from 'vitest';

import type { CatalogueView } from '../../src-main/recommend/catalogueView.ts';
import type { StageRequest } from '../../src-main/recommend/stage.ts';
import { COLD_START, coldStart } from '../../src-main/recommend/stages/coldStart.ts';
import { stageConformance } from './stageConformance.ts';
import { syntheticView } from './syntheticView.ts';

stageConformance('the cold start', () => coldStart);

const request: StageRequest = {
  target: { valence: 0.4, arousal: 0.3 },
  limit: 10,
  exclude: new Set(),
  allowBackground: false,
  onePerArtist: true,
  seed: 3,
};

/** Tracks that differ in nothing but what `overrides` says. */
function alike(size: number, overrides: Partial<CatalogueView>): CatalogueView {
  return syntheticView({
    size,
    overrides: {
      artist: Int32Array.from({ length: size }, (_, row) => row),
      song: Int32Array.from({ length: size }, (_, row) => row),
      cluster: new Uint8Array(size),
      isBackground: new Uint8Array(size),
      popularity: new Float32Array(size).fill(50),
      valence: new Float32Array(size).fill(0.4),
      arousal: new Float32Array(size).fill(0.3),
      ...overrides,
    },
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('what the cold start prefers', () => {
  const view = syntheticView({ size: 20_000 });

  test('songs near the feeling: on average within half the width of the kernel', () => {
    for (const target of [
      { valence: 0, arousal: 0 },
      { valence: 0.7, arousal: 0.7 },
      { valence: -0.7, arousal: -0.6 },
    ]) {
      const { rows } = coldStart(view, { ...request, target });
      const distances = Array.from(rows, (row) =>
        Math.hypot(view.valence[row]! - target.valence, view.arousal[row]! - target.arousal),
      );
      expect(mean(distances)).toBeLessThan(COLD_START.moodWidth / 2);
    }
  });

  test('known songs: the list is well above the middle of the catalogue', () => {
    const { rows } = coldStart(view, request);
    expect(mean(Array.from(rows, (row) => view.popularity[row]!))).toBeGreaterThan(60);
  });

  test('the better known of two songs in the same place, whatever the day', () => {
    const two = alike(2, { popularity: Float32Array.of(5, 95) });
    for (let seed = 0; seed < 50; seed++) expect(coldStart(two, { ...request, seed }).rows[0]).toBe(1);
  });

  test('a song in the right place that nobody knows over the best known one at the other end of the plane', () => {
    const two = alike(2, {
      popularity: Float32Array.of(0, 100),
      valence: Float32Array.of(0.4, -0.6),
    });
    for (let seed = 0; seed < 50; seed++) expect(coldStart(two, { ...request, seed }).rows[0]).toBe(0);
  });

  test('variety: ten songs of a mixed catalogue come from at least seven of its clusters', () => {
    const { rows } = coldStart(view, request);
    expect(new Set(Array.from(rows, (row) => view.cluster[row])).size).toBeGreaterThanOrEqual(7);
  });

  test('songs of known mood nearby over songs of unknown mood, and those over the opposite end', () => {
    const three = alike(3, {
      valence: Float32Array.of(-0.9, NaN, 0.5),
      arousal: Float32Array.of(-0.7, NaN, 0.3),
    });
    expect([...coldStart(three, request).rows]).toEqual([2, 1, 0]);
  });
});

test('another day brings other songs for the same feeling', () => {
  const view = syntheticView({ size: 20_000 });
  const lists = Array.from({ length: 5 }, (_, seed) => [...coldStart(view, { ...request, seed }).rows]);
  for (const list of lists.slice(1)) {
    expect(list.filter((row) => lists[0]!.includes(row)).length).toBeLessThan(8);
  }
});

test('songs that are added to the catalogue leave the chance of the others as it was', () => {
  const large = syntheticView({ size: 2000 });
  const chanceOf = (view: CatalogueView) => {
    const { rows, parts } = coldStart(view, { ...request, limit: 1e6, onePerArtist: false });
    return new Map(Array.from(rows, (row, i) => [view.ids[row]!, parts.chance![i]!]));
  };
  const small = syntheticView({ size: 1000, overrides: { ids: large.ids.slice(700, 1700) } });
  const [few, many] = [chanceOf(small), chanceOf(large)];
  for (const [id, chance] of few) if (many.has(id)) expect(many.get(id)).toBe(chance);
  expect(few.size).toBeGreaterThan(500);
});

test('a catalogue of few artists is searched to its end for one song of each', () => {
  const size = 5000;
  const view = alike(size, {
    artist: Int32Array.from({ length: size }, (_, row) => (row < size - 5 ? 0 : row)),
  });
  expect(coldStart(view, request).rows).toHaveLength(6);
});
