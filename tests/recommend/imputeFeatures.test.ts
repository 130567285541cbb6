import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { type CatalogueView, FEATURES } from '../../src-main/recommend/catalogueView.ts';
import { imputeFeatures } from '../../src-main/recommend/imputeFeatures.ts';
import { syntheticView } from './syntheticView.ts';

const WIDTH = FEATURES.length;

/** Tracks of which only the energy is of interest; the rest is 0.5. */
function viewOf(tracks: readonly { artist: number; cluster: number; energy: number }[]): CatalogueView {
  const features = new Float32Array(tracks.length * WIDTH).fill(0.5);
  tracks.forEach(({ energy }, row) => (features[row * WIDTH + 1] = energy));
  return syntheticView({
    size: tracks.length,
    overrides: {
      artist: Int32Array.from(tracks, ({ artist }) => artist),
      cluster: Uint8Array.from(tracks, ({ cluster }) => cluster),
      features,
    },
  });
}

const energyOf = ({ features }: { features: Float32Array }, row: number) => features[row * WIDTH + 1];

describe('an unknown feature', () => {
  const loud = Array.from({ length: 10 }, () => ({ artist: 1, cluster: 0, energy: 0.9 }));
  const quiet = Array.from({ length: 10 }, () => ({ artist: 2, cluster: 1, energy: 0.1 }));

  test('is near what its genre is like, and nearer to what its artist is like', () => {
    const stranger = { artist: 3, cluster: 0, energy: NaN };
    const odd = Array.from({ length: 4 }, () => ({ artist: 4, cluster: 0, energy: 0.3 }));
    const own = { artist: 4, cluster: 0, energy: NaN };
    const imputed = imputeFeatures(viewOf([stranger, own, ...loud, ...quiet, ...odd]));
    expect(energyOf(imputed, 0)).toBeGreaterThan(0.55);
    expect(energyOf(imputed, 1)).toBeLessThan(0.5);
    expect(energyOf(imputed, 1)).toBeGreaterThan(0.3);
  });

  test('is the mean of all where neither genre nor artist is known to have it', () => {
    const imputed = imputeFeatures(viewOf([{ artist: 9, cluster: 7, energy: NaN }, ...loud, ...quiet]));
    expect(energyOf(imputed, 0)).toBeCloseTo(0.5);
  });

  test('stays unknown where no track knows it', () => {
    const imputed = imputeFeatures(viewOf([{ artist: 1, cluster: 0, energy: NaN }]));
    expect(energyOf(imputed, 0)).toBeNaN();
    expect([...imputed.imputed]).toEqual([0]);
  });
});

test.prop([fc.integer(), fc.nat({ max: 200 })])(
  'known values stay as they are; estimates are marked, and within what is known of the feature',
  (seed, size) => {
    const view = syntheticView({ size, seed });
    const before = view.features.slice();
    const { features, imputed } = imputeFeatures(view);
    expect(view.features).toEqual(before);
    for (let place = 0; place < size * WIDTH; place++) {
      const isMarked = ((imputed[Math.floor(place / WIDTH)]! >> (place % WIDTH)) & 1) === 1;
      const column = before.filter((value, other) => other % WIDTH === place % WIDTH && !Number.isNaN(value));
      if (!Number.isNaN(before[place]!)) expect([features[place], isMarked]).toEqual([before[place], false]);
      else if (column.length > 0) {
        expect(isMarked).toBe(true);
        expect(features[place]).toBeGreaterThanOrEqual(Math.min(...column));
        expect(features[place]).toBeLessThanOrEqual(Math.max(...column));
      }
    }
  },
);

test('a planted difference between artists is found again better than by the genre alone', () => {
  const view = syntheticView({ size: 2_000, seed: 5, artists: 40, clusters: 3 });
  const truth = Float32Array.from(view.artist, (artist) => 0.1 + (0.8 * artist) / 40);
  const features = view.features.slice();
  truth.forEach((value, row) => (features[row * WIDTH + 1] = row % 4 === 0 ? NaN : value));
  const imputed = imputeFeatures({ ...view, features });
  const errors = [...truth.keys()]
    .filter((row) => row % 4 === 0)
    .map((row) => Math.abs(energyOf(imputed, row)! - truth[row]!));
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.03);
});
