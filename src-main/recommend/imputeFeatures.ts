import { type CatalogueView, FEATURES } from './catalogueView.ts';

/** Features without gaps, for scoring; never for showing, exporting or storing. */
export type ImputedFeatures = {
  /** As in the view, with an estimate where the view has NaN; NaN only where no track knows the feature. */
  readonly features: Float32Array;
  /** A bit for each feature of a track, bit 0 the first: 1 where the value is an estimate. */
  readonly imputed: Uint16Array;
};

/**
 * How many tracks of the wider group weigh as much as what the narrower one
 * says of itself: an artist's songs are alike, a cluster's less so.
 */
const PRIOR = { cluster: 10, artist: 3 } as const;

const WIDTH = FEATURES.length;

/**
 * Estimates what the catalogue does not know of a track from what it knows of
 * the artist's other tracks and of the genre cluster, each feature by itself:
 *
 *     cluster mean m_c = (Σ_c x + 10 m) / (n_c + 10)
 *     estimate         = m_c + Σ_a (x − m_c) / (n_a + 3)
 *
 * with m the mean of all tracks and m_c that of the track's own cluster: the
 * best linear prediction of a random-effects model whose spread between groups
 * is fixed by the two constants, kept within what is known of the feature (Robinson 1991, "That BLUP is a good thing").
 * Takes one pass for each level; copies the features.
 */
export function imputeFeatures(view: CatalogueView): ImputedFeatures {
  const { size, artist, cluster } = view;
  const features = view.features.slice();
  const imputed = new Uint16Array(size);
  const artists = artist.reduce((most, one) => Math.max(most, one), 0) + 1;

  for (let feature = 0; feature < WIDTH; feature++) {
    let missing = 0;
    const clusters = { sum: new Float64Array(256), count: new Float64Array(256) };
    let sum = 0;
    let count = 0;
    let least = Infinity;
    let most = -Infinity;
    for (let row = 0; row < size; row++) {
      const value = view.features[row * WIDTH + feature]!;
      if (Number.isNaN(value)) {
        missing += 1;
        continue;
      }
      sum += value;
      count += 1;
      least = Math.min(least, value);
      most = Math.max(most, value);
      clusters.sum[cluster[row]!]! += value;
      clusters.count[cluster[row]!]! += 1;
    }
    if (missing === 0 || count === 0) continue;

    const mean = sum / count;
    const clusterMean = clusters.sum.map(
      (total, place) => (total + PRIOR.cluster * mean) / (clusters.count[place]! + PRIOR.cluster),
    );
    const apart = new Float64Array(artists);
    const known = new Float64Array(artists);
    for (let row = 0; row < size; row++) {
      const value = view.features[row * WIDTH + feature]!;
      if (Number.isNaN(value)) continue;
      apart[artist[row]!]! += value - clusterMean[cluster[row]!]!;
      known[artist[row]!]! += 1;
    }
    for (let row = 0; row < size; row++) {
      const place = row * WIDTH + feature;
      if (!Number.isNaN(view.features[place]!)) continue;
      const own = artist[row]!;
      const estimate = clusterMean[cluster[row]!]! + apart[own]! / (known[own]! + PRIOR.artist);
      features[place] = Math.min(most, Math.max(least, estimate));
      imputed[row]! |= 1 << feature;
    }
  }
  return { features, imputed };
}
