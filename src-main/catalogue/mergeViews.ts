import { createPacer } from '../catalogueTable/createPacer.ts';
import { type CatalogueView, FEATURES } from '../recommend/catalogueView.ts';

/** A run of rows taken from the old view, or from the fresh one. */
type Run = { readonly isFresh: boolean; readonly from: number; readonly until: number };

type Column = Int32Array | Uint8Array | Float32Array;

/**
 * The old view in which the rows of `ids` (ascending) are those of `fresh`:
 * changed, come, or gone where `fresh` has none. Neither view is changed.
 * Lets others work meanwhile.
 */
export async function mergeViews(
  old: CatalogueView,
  fresh: CatalogueView,
  ids: readonly number[],
): Promise<CatalogueView> {
  const runs = runsOf(old, fresh, ids);
  const pacer = createPacer();
  const size = runs.reduce((sum, { from, until }) => sum + until - from, 0);

  async function merge<C extends Column>(before: C, after: C, into: C, width = 1): Promise<C> {
    let at = 0;
    for (const [index, { isFresh, from, until }] of runs.entries()) {
      into.set((isFresh ? after : before).subarray(from * width, until * width) as never, at * width);
      at += until - from;
      if (index % 256 === 0 && pacer.isDue()) await pacer.rest();
    }
    return into;
  }

  return {
    size,
    ids: await merge(old.ids, fresh.ids, new Int32Array(size)),
    artist: await merge(old.artist, fresh.artist, new Int32Array(size)),
    cluster: await merge(old.cluster, fresh.cluster, new Uint8Array(size)),
    isBackground: await merge(old.isBackground, fresh.isBackground, new Uint8Array(size)),
    popularity: await merge(old.popularity, fresh.popularity, new Float32Array(size)),
    year: await merge(old.year, fresh.year, new Float32Array(size)),
    valence: await merge(old.valence, fresh.valence, new Float32Array(size)),
    arousal: await merge(old.arousal, fresh.arousal, new Float32Array(size)),
    features: await merge(
      old.features,
      fresh.features,
      new Float32Array(size * FEATURES.length),
      FEATURES.length,
    ),
    song: await merge(old.song, fresh.song, new Int32Array(size)),
  };
}

function runsOf(old: CatalogueView, fresh: CatalogueView, ids: readonly number[]): Run[] {
  const runs: Run[] = [];
  let kept = 0;
  let row = 0;
  let freshRow = 0;
  for (const id of ids) {
    row = firstFrom(old, row, id);
    if (row > kept) runs.push({ isFresh: false, from: kept, until: row });
    if (old.ids[row] === id) row++;
    kept = row;
    if (fresh.ids[freshRow] === id) {
      const last = runs.at(-1);
      if (last?.isFresh && last.until === freshRow) runs[runs.length - 1] = { ...last, until: freshRow + 1 };
      else runs.push({ isFresh: true, from: freshRow, until: freshRow + 1 });
      freshRow++;
    }
  }
  if (kept < old.size) runs.push({ isFresh: false, from: kept, until: old.size });
  return runs;
}

/** The first row from `start` on whose id is not below `id`. */
function firstFrom({ ids, size }: CatalogueView, start: number, id: number): number {
  let low = start;
  let high = size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
