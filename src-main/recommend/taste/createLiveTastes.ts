import type { CatalogueView } from '../catalogueView.ts';
import { allTastes, type Taste, tastesInCluster, type Tastes, type TasteVerdict } from './tastes.ts';

/** Tastes that are kept up as verdicts come and go. */
export type LiveTastes = {
  /**
   * The verdict on a song now stands as the `place`-th of the log, or none does.
   * `row` must be one of the catalogue.
   */
  set(row: number, standing: { readonly place: number; readonly verdict: TasteVerdict } | null): void;
  /** What `tastesOf` says of the verdicts that stand, in the order of the log, to the last bit. */
  current(): Tastes;
};

type Cluster = {
  /** By row. */
  readonly standing: Map<number, { readonly place: number; readonly verdict: TasteVerdict }>;
  /** Null while they are to be worked out again. */
  tastes: readonly Taste[] | null;
};

/** Tastes of no verdicts yet, as of `now`. A verdict costs the work of its own cluster alone. */
export function createLiveTastes(catalogue: CatalogueView, now: number): LiveTastes {
  const clusters = new Map<number, Cluster>();
  let held: Tastes | null = null;

  function tastesAt(index: number, cluster: Cluster): readonly Taste[] {
    cluster.tastes ??= tastesInCluster(catalogue, index, inOrder(cluster), now);
    return cluster.tastes;
  }

  return {
    set(row, standing) {
      const index = catalogue.cluster[row]!;
      let cluster = clusters.get(index);
      if (!cluster) clusters.set(index, (cluster = { standing: new Map(), tastes: null }));
      if (standing) cluster.standing.set(row, standing);
      else cluster.standing.delete(row);
      if (cluster.standing.size === 0) clusters.delete(index);
      cluster.tastes = null;
      held = null;
    },
    current() {
      held ??= allTastes([...clusters].map(([index, cluster]) => tastesAt(index, cluster)));
      return held;
    },
  };
}

function inOrder({ standing }: Cluster): TasteVerdict[] {
  return [...standing.values()].sort((a, b) => a.place - b.place).map(({ verdict }) => verdict);
}
