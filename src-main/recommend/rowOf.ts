import type { CatalogueView } from './catalogueView.ts';

/**
 * The row of a track id, or −1 where the catalogue has no such track.
 * Logarithmic in the number of ids that are missing before it: no track lies
 * further from the first than its id does.
 */
export function rowOf({ ids, size }: CatalogueView, id: number): number {
  if (size === 0 || !(id >= ids[0]!)) return -1;
  let high = Math.min(size, id - ids[0]! + 1);
  let step = 1;
  while (step <= high && ids[high - step]! > id) step *= 2;
  let low = Math.max(0, high - step);
  high -= step >>> 1;
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
