import { NO_CLUSTER } from '../recommend/catalogueView.ts';
import { foldGenre } from '../recommend/genreClusters.ts';
import type { Taste } from '../recommend/taste/tastes.ts';

/** How a taste is named: by its cluster's name and not its place, which may change with the rules. */
export type TasteName = {
  /** In lower case with hyphens: "jazz-and-blues", "jazz-and-blues-a". */
  readonly key: string;
  readonly label: string;
  /** The key of the whole cluster where this is a half of it. */
  readonly whole: string | null;
};

/** The name of a taste, given the names of the clusters. */
export function tasteName({ key, cluster }: Taste, clusterNames: readonly string[]): TasteName {
  const label =
    cluster === NO_CLUSTER ? 'Without a cluster' : (clusterNames[cluster] ?? `Cluster ${cluster}`);
  const own = cluster === NO_CLUSTER ? 'other' : foldGenre(label).replaceAll(' ', '-');
  const half = /[ab]$/.exec(key.replace(/^other/, ''))?.[0];
  if (!half) return { key: own, label, whole: null };
  return {
    key: `${own}-${half}`,
    label: `${label} (${half === 'a' ? 'one kind' : 'another kind'})`,
    whole: own,
  };
}
