import { type CatalogueView, FEATURES, NO_CLUSTER } from '../../src-main/recommend/catalogueView.ts';
import { createRandom } from '../../src-main/recommend/random.ts';

/** Columns of `overrides` replace the drawn ones. */
export type SyntheticOptions = {
  readonly size: number;
  readonly seed?: number;
  readonly artists?: number;
  readonly clusters?: number;
  readonly overrides?: Partial<CatalogueView>;
};

/**
 * A catalogue drawn at random with the awkwardness of real ones: a twentieth of
 * moods, popularities and features unknown, a fifth of popularities 0, every
 * tenth track another version of the song before it, some background and some
 * without a cluster.
 */
export function syntheticView({
  size,
  seed = 1,
  artists,
  clusters = 24,
  overrides = {},
}: SyntheticOptions): CatalogueView {
  const random = createRandom(seed);
  const artistCount = artists ?? Math.max(1, Math.ceil(size / 4));
  const unknown = (value: number) => (random() < 0.05 ? NaN : value);
  const view = {
    size,
    ids: Int32Array.from({ length: size }, (_, row) => 10 + row * 3),
    artist: Int32Array.from({ length: size }, () => Math.floor(random() * artistCount)),
    cluster: Uint8Array.from({ length: size }, () =>
      random() < 0.05 ? NO_CLUSTER : Math.floor(random() * clusters),
    ),
    isBackground: Uint8Array.from({ length: size }, () => (random() < 0.05 ? 1 : 0)),
    popularity: Float32Array.from({ length: size }, () =>
      unknown(random() < 0.2 ? 0 : Math.floor(random() * 101)),
    ),
    valence: Float32Array.from({ length: size }, () => unknown(random() * 2 - 1)),
    arousal: Float32Array.from({ length: size }, () => unknown(random() * 2 - 1)),
    features: Float32Array.from({ length: size * FEATURES.length }, (_, i) => {
      const name = FEATURES[i % FEATURES.length];
      const value = random();
      return unknown(name === 'tempo' ? 50 + 150 * value : name === 'loudness' ? -30 + 30 * value : value);
    }),
    song: Int32Array.from({ length: size }, (_, row) => (row % 10 === 9 ? row - 1 : row)),
    year: Float32Array.from({ length: size }, () => unknown(1950 + Math.floor(random() * 75))),
  };
  return { ...view, ...overrides };
}
