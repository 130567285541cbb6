import { createBest } from '../../recommend/topK.ts';
import { runsOf, type TfidfIndex } from './tfidfIndex.ts';

/** Tracks by cosine to a text, the nearest first. */
export type TfidfHits = { readonly ids: readonly number[]; readonly cosines: readonly number[] };

/** Asks a TF-IDF index; holds the sums of one question at a time. */
export type TfidfSearch = {
  /** The `k` tracks nearest to folded words, only those that `isAllowed`; none where no word is a feature. Ties to the lower id. */
  search(words: readonly string[], k: number, isAllowed: ((id: number) => boolean) | null): TfidfHits;
};

/** A track whose cosine is below this share of the best is no candidate while filters are asked. */
const OVERSAMPLE = 20;

export function createTfidfSearch(index: TfidfIndex): TfidfSearch {
  const placeOf = new Map(index.features.map((feature, place) => [feature, place]));
  const sums = new Float32Array(index.ids.length);

  return {
    search(words, k, isAllowed) {
      const places = [...runsOf(words)].flatMap((run) => placeOf.get(run) ?? []);
      if (places.length === 0 || k === 0) return { ids: [], cosines: [] };
      const norm = Math.sqrt(places.reduce((sum, place) => sum + index.idf[place]! ** 2, 0));
      for (const place of places) addPostings(sums, index, place, norm);

      const best = createBest(Math.min(index.ids.length, isAllowed ? k * OVERSAMPLE : k));
      // Sums are taken back to 0 as they are read: what was touched is in the postings.
      for (const place of places) offerPostings(sums, index, place, best);
      const { rows, scores } = best.drain();
      const ids: number[] = [];
      const cosines: number[] = [];
      for (let at = 0; at < rows.length && ids.length < k; at++) {
        const id = index.ids[rows[at]!]!;
        if (isAllowed && !isAllowed(id)) continue;
        ids.push(id);
        cosines.push(scores[at]!);
      }
      return { ids, cosines };
    },
  };
}

function addPostings(sums: Float32Array, index: TfidfIndex, place: number, norm: number): void {
  const { rows, offsets, norms } = index;
  // Both sides carry the idf of the run.
  const weight = index.idf[place]! ** 2 / norm;
  for (let at = offsets[place]!; at < offsets[place + 1]!; at++) {
    const row = rows[at]!;
    sums[row]! += weight / norms[row]!;
  }
}

function offerPostings(
  sums: Float32Array,
  { rows, offsets }: TfidfIndex,
  place: number,
  best: ReturnType<typeof createBest>,
): void {
  let threshold = best.threshold();
  for (let at = offsets[place]!; at < offsets[place + 1]!; at++) {
    const row = rows[at]!;
    const sum = sums[row]!;
    if (sum === 0) continue;
    sums[row] = 0;
    if (sum <= threshold) continue;
    best.offer(row, sum);
    threshold = best.threshold();
  }
}
