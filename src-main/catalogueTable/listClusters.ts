import type { Database } from 'better-sqlite3';

import type { GenreCluster } from '../../src-preload/contract.ts';
import { type CatalogueView, NO_CLUSTER } from '../recommend/catalogueView.ts';
import type { MovableGenres } from '../recommend/movableGenres.ts';
import { countTracksOfGenres } from '../storage/catalogue/genreMoves.ts';
import { createPacer } from './createPacer.ts';
import { UNPLACED } from './createCatalogueTable.ts';

type ListedGenre = GenreCluster['genres'][number];

/**
 * The clusters in their order, each with the genres that tracks of the
 * catalogue carry, those with most tracks first; what belongs to none comes
 * last. `tracks` counts the songs whose main cluster it is.
 */
export async function listClusters(
  db: Database,
  view: CatalogueView,
  genres: MovableGenres,
): Promise<GenreCluster[]> {
  const pacer = createPacer();
  const members = new Map<number, ListedGenre[]>();
  for (const { name, tracks } of countTracksOfGenres(db)) {
    const cluster = genres.clusterOf(name) ?? NO_CLUSTER;
    const genre = { name, tracks, isMoved: genres.isMoved(name) };
    if (tracks > 0) members.set(cluster, [...(members.get(cluster) ?? []), genre]);
    if (pacer.isDue()) await pacer.rest();
  }
  await pacer.rest();
  const counts = new Int32Array(NO_CLUSTER + 1);
  for (const cluster of view.cluster) counts[cluster]!++;

  const listed = (index: number, id: string, label: string): GenreCluster => ({
    id,
    label,
    genres: (members.get(index) ?? []).toSorted((a, b) => b.tracks - a.tracks),
    tracks: counts[index]!,
  });
  return [
    ...genres.names.map((name, index) => listed(index, name, name)),
    listed(NO_CLUSTER, UNPLACED, 'Without a cluster'),
  ];
}
