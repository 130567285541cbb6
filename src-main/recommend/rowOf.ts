import type { CatalogueView } from './catalogueView.ts';

/** The row of a track id, or −1 where the catalogue has no such track. Logarithmic in the catalogue's size. */
export function rowOf({ ids, size }: CatalogueView, id: number): number {
  let low = 0;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low < size && ids[low] === id ? low : -1;
}

/** The songs of these track ids: leaving out a track leaves out its other versions too. Unknown ids are passed over. */
export function songsOf(catalogue: CatalogueView, ids: ReadonlySet<number>): Set<number> {
  const songs = new Set<number>();
  for (const id of ids) {
    const row = rowOf(catalogue, id);
    if (row >= 0) songs.add(catalogue.song[row]!);
  }
  return songs;
}
