import { type CatalogueView } from '../recommend/catalogueView.ts';
import { rowOf } from '../recommend/rowOf.ts';
import { createPacer } from './createPacer.ts';

/** Says 1 for each row of the view whose track id comes in one of the slices. */
export async function maskOfIds(
  view: CatalogueView,
  slices: Iterable<Iterable<number>>,
): Promise<Uint8Array> {
  const mask = new Uint8Array(view.size);
  const pacer = createPacer();
  for (const slice of slices) {
    for (const id of slice) {
      const row = rowOf(view, id);
      if (row >= 0) mask[row] = 1;
    }
    if (pacer.isDue()) await pacer.rest();
  }
  return mask;
}

/** Says 1 for each row that is in a genre cluster. */
export function maskOfCluster({ cluster }: CatalogueView, wanted: number): Uint8Array {
  return cluster.map((of) => Number(of === wanted));
}

/** The rows that all masks let through. The first mask is written to. */
export function intersect(masks: readonly [Uint8Array, ...Uint8Array[]]): Uint8Array {
  const [first, ...others] = masks;
  for (const mask of others) for (let row = 0; row < first.length; row++) first[row]! &= mask[row]!;
  return first;
}

/** Says 1 for each of these rows. */
export function maskOfRows({ size }: CatalogueView, rows: Int32Array): Uint8Array {
  const mask = new Uint8Array(size);
  for (const row of rows) mask[row] = 1;
  return mask;
}
