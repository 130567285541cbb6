import type { Point } from '../../../src-preload/wire.ts';
import { type CatalogueView, NO_CLUSTER } from '../catalogueView.ts';
import { splitLikes } from './splitLikes.ts';
import { likeness, tasteSpaceOf } from './tasteSpace.ts';
import { createTasteSums } from './tasteSums.ts';

/** What a verdict weighs and when it fades. */
export const TASTES = {
  /** A verdict counts half as much after this time. */
  halfLifeMs: 120 * 86_400_000,
  /** A skip beside a dislike. */
  skipWeight: 0.35,
  /** A taste of less confidence than this is weak. */
  strongConfidence: 0.9,
} as const;

/** One standing verdict: what the person last said of a song, when (epoch milliseconds), and what mood it was found for. */
export type TasteVerdict = {
  readonly row: number;
  readonly verdict: 'like' | 'dislike' | 'skip';
  readonly at: number;
  /** Absent where the song was not found for a mood. */
  readonly target?: Point;
};

/**
 * What a person likes within one genre cluster, or within one of its halves
 * where their likes there are of two kinds. Tastes are never merged.
 */
export type Taste = {
  /** Stable while the likes are: the cluster's index, and "a" or "b" for a half. */
  readonly key: string;
  readonly cluster: number;
  readonly likes: number;
  readonly dislikes: number;
  readonly skips: number;
  /** ln(1 + likes) · (1 + likes) / (1 + likes + dislikes), every verdict faded by its age and a skip as a part of a dislike. */
  readonly confidence: number;
  /** Unit vector of the taste space; null where nothing was liked. */
  readonly centroid: Float32Array | null;
  /** The same of what was disliked; null where nothing was. */
  readonly disliked: Float32Array | null;
  /** Mean distance (1 − cosine) of liked songs from the centroid; 0 for one song. */
  readonly spread: number;
  /** The verdicts that made it, as given. */
  readonly verdicts: readonly TasteVerdict[];
};

/** All tastes of a person, the most confident first. */
export type Tastes = {
  readonly all: readonly Taste[];
  /** Sum over the tastes: what the choice of a stage goes by. */
  readonly confidence: number;
};

/**
 * The tastes that verdicts make: a pure function of them, of the catalogue and
 * of the time, so it can be worked out again at any moment. `verdicts` are
 * standing ones, one a song, in any order; rows outside the catalogue are
 * passed over.
 */
export function tastesOf(catalogue: CatalogueView, verdicts: readonly TasteVerdict[], now: number): Tastes {
  const byCluster = new Map<number, TasteVerdict[]>();
  for (const verdict of verdicts) {
    if (!(verdict.row >= 0 && verdict.row < catalogue.size)) continue;
    const cluster = catalogue.cluster[verdict.row]!;
    const known = byCluster.get(cluster);
    if (known) known.push(verdict);
    else byCluster.set(cluster, [verdict]);
  }
  return allTastes([...byCluster].map(([cluster, own]) => tastesInCluster(catalogue, cluster, own, now)));
}

/** The tastes of all clusters, from those of each. */
export function allTastes(ofClusters: Iterable<readonly Taste[]>): Tastes {
  const all = [...ofClusters].flat();
  all.sort((a, b) => b.confidence - a.confidence || (a.key < b.key ? -1 : 1));
  return { all, confidence: all.reduce((sum, { confidence }) => sum + confidence, 0) };
}

/** Whether enough is known of a taste for it to lead. */
export function isStrong({ confidence }: Taste): boolean {
  return confidence >= TASTES.strongConfidence;
}

/** How much a verdict still counts: less the older it is (one from the future counts whole), and a skip less than a dislike. */
export function weightOf({ verdict, at }: Pick<TasteVerdict, 'verdict' | 'at'>, now: number): number {
  const freshness = 2 ** (-Math.max(0, now - at) / TASTES.halfLifeMs);
  return freshness * (verdict === 'skip' ? TASTES.skipWeight : 1);
}

/** The tastes that the verdicts of one cluster make: one, or one for each half. */
export function tastesInCluster(
  catalogue: CatalogueView,
  cluster: number,
  verdicts: readonly TasteVerdict[],
  now: number,
): Taste[] {
  const space = tasteSpaceOf(catalogue);
  const key = cluster === NO_CLUSTER ? 'other' : String(cluster);
  const liked = verdicts.filter(({ verdict }) => verdict === 'like');
  const halves = splitLikes(
    space,
    liked.map(({ row }) => row),
  );
  if (!halves) return [describe(catalogue, key, cluster, verdicts, now)];

  // What was not liked belongs to the half that it is more like.
  const [a, b] = halves;
  const isOfA = ({ row }: TasteVerdict) => likeness(space, row, a) >= likeness(space, row, b);
  return [
    describe(catalogue, `${key}a`, cluster, verdicts.filter(isOfA), now),
    describe(
      catalogue,
      `${key}b`,
      cluster,
      verdicts.filter((verdict) => !isOfA(verdict)),
      now,
    ),
  ];
}

function describe(
  catalogue: CatalogueView,
  key: string,
  cluster: number,
  verdicts: readonly TasteVerdict[],
  now: number,
): Taste {
  const sums = createTasteSums(tasteSpaceOf(catalogue));
  const counts = { like: 0, dislike: 0, skip: 0 };
  for (const verdict of verdicts) {
    counts[verdict.verdict]++;
    sums.add(verdict.row, verdict.verdict === 'like', weightOf(verdict, now));
  }
  const [likes, against] = [sums.likes(), sums.against()];
  const centroid = sums.centroid();
  return {
    key,
    cluster,
    likes: counts.like,
    dislikes: counts.dislike,
    skips: counts.skip,
    confidence: (Math.log1p(likes) * (1 + likes)) / (1 + likes + against),
    centroid,
    disliked: sums.disliked(),
    spread: centroid ? spreadOf(catalogue, centroid, verdicts) : 0,
    verdicts,
  };
}

function spreadOf(
  catalogue: CatalogueView,
  centroid: Float32Array,
  verdicts: readonly TasteVerdict[],
): number {
  const space = tasteSpaceOf(catalogue);
  const liked = verdicts.filter(({ verdict }) => verdict === 'like');
  const near = liked.reduce((sum, { row }) => sum + likeness(space, row, centroid), 0);
  return Math.max(0, 1 - near / liked.length);
}
