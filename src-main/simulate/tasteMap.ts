import { type PrincipalAxes, principalAxes, projected } from '../learning/principalAxes.ts';
import type { CatalogueView } from '../recommend/catalogueView.ts';
import { isStrong, tastesOf, type TasteVerdict } from '../recommend/taste/tastes.ts';
import { TASTE_AXES, TASTE_SIZE, tasteSpaceOf, toUnitLength } from '../recommend/taste/tasteSpace.ts';
import { createBest } from '../recommend/topK.ts';
import type { Listener } from './listener.ts';

type Place = { readonly x: number; readonly y: number };

/** A listener's tastes, true and learned, and the songs they judged, in two dimensions. Plain JSON. */
export type TasteMap = {
  /** What each dimension is made of, and its share of the variance of the songs. */
  readonly axes: readonly { readonly name: string; readonly share: number }[];
  /** Where the songs lie that the listener would like most of each taste. */
  readonly wanted: readonly (Place & { readonly cluster: number })[];
  /** The centroids of the tastes that were learned and are strong. */
  readonly learned: readonly (Place & { readonly cluster: number; readonly likes: number })[];
  readonly songs: readonly (Place & {
    readonly cluster: number;
    readonly verdict: TasteVerdict['verdict'];
  })[];
};

/** Songs that stand for a true taste. */
const FAVOURITES = 100;

/** Lays a session that is over out along the two widest directions of the songs that were played. Null where none was. */
export function tasteMapOf(
  catalogue: CatalogueView,
  listener: Listener,
  verdicts: readonly TasteVerdict[],
): TasteMap | null {
  if (verdicts.length === 0) return null;
  const { vectors } = tasteSpaceOf(catalogue);
  const vectorOf = (row: number) => vectors.subarray(row * TASTE_SIZE, (row + 1) * TASTE_SIZE);
  const pca = principalAxes(
    verdicts.flatMap(({ row }) => [...vectorOf(row)]),
    TASTE_SIZE,
    2,
  );
  const place = (vector: Float32Array): Place => {
    const [x, y] = projected(pca, vector).map((value) => Math.round(value * 1000) / 1000);
    return { x: x!, y: y! };
  };
  const now = Math.max(...verdicts.map(({ at }) => at));
  return {
    axes: [0, 1].map((axis) => ({ name: nameOf(pca, axis), share: pca.shares[axis]! })),
    wanted: listener.clusters.map((cluster) => ({
      cluster,
      ...place(meanOf(favouritesOf(catalogue, listener, cluster).map(vectorOf))),
    })),
    learned: tastesOf(catalogue, verdicts, now)
      .all.filter((taste) => taste.centroid !== null && isStrong(taste))
      .map(({ cluster, likes, centroid }) => ({ cluster, likes, ...place(centroid!) })),
    songs: verdicts.map(({ row, verdict }) => ({
      cluster: catalogue.cluster[row]!,
      verdict,
      ...place(vectorOf(row)),
    })),
  };
}

/** The rows of a cluster that the listener likes most, each in the mood that suits it, as if nothing had been heard. */
function favouritesOf(catalogue: CatalogueView, listener: Listener, cluster: number): number[] {
  const best = createBest(FAVOURITES);
  for (let row = 0; row < catalogue.size; row++) {
    if (catalogue.cluster[row] !== cluster || catalogue.isBackground[row] === 1) continue;
    const mood = { valence: catalogue.valence[row]!, arousal: catalogue.arousal[row]! };
    best.offer(row, listener.chance(row, UNHEARD, mood));
  }
  return [...best.drain().rows];
}

/** A round before all others, in which nothing was heard yet and nothing has drifted. */
const UNHEARD = 0;

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(TASTE_SIZE);
  for (const vector of vectors) vector.forEach((part, axis) => (sum[axis]! += part));
  toUnitLength(sum);
  return sum;
}

/** The two largest parts of an axis, with their signs. */
function nameOf({ axes }: PrincipalAxes, axis: number): string {
  return [...axes[axis]!.entries()]
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
    .slice(0, 2)
    .map(([part, weight], place) => `${weight < 0 ? '− ' : place > 0 ? '+ ' : ''}${TASTE_AXES[part]}`)
    .join(' ');
}
