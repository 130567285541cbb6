import { foldGenre, type GenreClusters } from './genreClusters.ts';

/** Genre clusters in which the person may put a genre elsewhere. */
export type MovableGenres = GenreClusters & {
  /** Puts a genre, however it is spelt, into a cluster by its name; null puts it back. */
  move(genre: string, cluster: string | null): void;
  isMoved(genre: string): boolean;
};

/**
 * Lays the person's moves over the clusters: folded genre → name of a cluster.
 * A move to a cluster that no longer exists counts for nothing.
 */
export function createMovableGenres(
  clusters: GenreClusters,
  moves: ReadonlyMap<string, string>,
): MovableGenres {
  const held = new Map(moves);
  const placeOf = (genre: string): number | null => {
    const name = held.get(foldGenre(genre));
    const index = name === undefined ? -1 : clusters.names.indexOf(name);
    return index < 0 ? null : index;
  };
  return {
    names: clusters.names,
    isBackground: (genre) => clusters.isBackground(genre),
    clusterOf: (genre) => (held.size === 0 ? null : placeOf(genre)) ?? clusters.clusterOf(genre),
    move(genre, cluster) {
      if (cluster === null) held.delete(foldGenre(genre));
      else held.set(foldGenre(genre), cluster);
    },
    isMoved: (genre) => held.size > 0 && placeOf(genre) !== null,
  };
}
