import { type CatalogueView, NO_CLUSTER } from '../catalogueView.ts';
import { planeIndexOf } from '../planeIndex.ts';
import { unitHash } from '../random.ts';
import type { StageRequest } from '../stage.ts';
import { allot } from './allot.ts';
import { isStrong, type Taste, type Tastes } from './tastes.ts';

/** A part of a list: some places for the songs of one genre cluster, led by a taste or by nothing but the mood. */
export type Lane = {
  readonly cluster: number;
  /** Null where nothing is known of the person there. */
  readonly taste: Taste | null;
  readonly places: number;
};

/** How a stage shares the places of a list out. */
export type LaneRules = {
  /** Share of the places for tastes that are weak, and for clusters that the person has said nothing of. */
  readonly exploration: number;
  /** Whether strong tastes share by their confidence, or evenly. */
  readonly byConfidence: boolean;
  /** The largest share of the strong places that one taste may have. */
  readonly cap: number;
};

/** A cluster of which nothing is known is believed to be liked this often, as if so many verdicts had been given on it. */
const PRIOR_LIKES = 0.5;
const PRIOR_OTHERS = 1;
/** How much more often a promising cluster is tried than one of half the promise: 2 to this. */
const EAGERNESS = 3;

/** Share of a list that looks further while no taste is strong: whoever follows a weak taste alone finds no other. */
const LOST = 0.5;

/**
 * The lanes of a list. Strong tastes share most of the places, exactly as the
 * rules say; the rest goes, one place each, to other clusters, drawn by `seed`:
 * those where most was liked of what was shown, or little was shown, more often.
 * Where no taste is strong, the best one leads and half of the list looks
 * further; where nothing was liked there are no lanes.
 */
export function lanesOf(
  catalogue: CatalogueView,
  { all }: Tastes,
  { limit, seed, shown }: Pick<StageRequest, 'limit' | 'seed' | 'shown'>,
  rules: LaneRules,
): Lane[] {
  const leading = all.filter((taste) => isStrong(taste) && taste.centroid !== null);
  const strong = leading.length > 0 ? leading : all.filter(({ centroid }) => centroid !== null).slice(0, 1);
  if (strong.length === 0) return [];
  const rest = exploredClusters(catalogue, all, strong, seed, shown);
  const exploration = leading.length > 0 ? rules.exploration : Math.max(rules.exploration, LOST);
  const [places, explored] = rest.length === 0 ? [limit, 0] : allot([1 - exploration, exploration], limit);

  const shares = allot(
    strong.map(({ confidence }) => (rules.byConfidence ? confidence : 1)),
    places!,
    strong.length > 1 ? rules.cap : 1,
  );
  const others = allot(rest.map(() => 1).slice(0, Math.max(1, explored!)), explored!);
  return [
    ...strong.map((taste, at): Lane => ({ cluster: taste.cluster, taste, places: shares[at]! })),
    ...others.map((own, at): Lane => ({ ...rest[at]!, places: own })),
  ].filter((lane) => lane.places > 0);
}

type Explored = Pick<Lane, 'cluster' | 'taste'>;

/** The clusters without a strong taste, in the order in which they are tried. */
function exploredClusters(
  catalogue: CatalogueView,
  all: readonly Taste[],
  strong: readonly Taste[],
  seed: number,
  shown: StageRequest['shown'],
): Explored[] {
  const taken = new Set(strong.map((taste) => taste.cluster));
  const weak = new Map(
    all.filter((taste) => !taken.has(taste.cluster)).map((taste) => [taste.cluster, taste]),
  );
  return planeIndexOf(catalogue)
    .clusters.filter((own) => own !== NO_CLUSTER && !taken.has(own))
    .map((own) => {
      const taste = weak.get(own) ?? null;
      const against = (taste?.dislikes ?? 0) + (taste?.skips ?? 0);
      const known = Math.max(against + (taste?.likes ?? 0), shown?.get(own) ?? 0);
      const promise = (PRIOR_LIKES + (taste?.likes ?? 0)) / (PRIOR_LIKES + PRIOR_OTHERS + known);
      // An exponential race: the smallest comes first with a chance in proportion to its promise.
      const time = -Math.log(1 - unitHash(seed, own)) / promise ** EAGERNESS;
      return { cluster: own, taste: taste?.centroid ? taste : null, time };
    })
    .sort((a, b) => a.time - b.time || a.cluster - b.cluster)
    .map(({ cluster, taste }) => ({ cluster, taste }));
}
