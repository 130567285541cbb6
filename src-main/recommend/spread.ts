import type { CatalogueView } from './catalogueView.ts';

/** How a list is kept varied. */
export type SpreadRules = {
  readonly limit: number;
  readonly onePerArtist: boolean;
  /** The n-th further song of a genre cluster loses this times ln(1 + n). */
  readonly clusterPenalty: number;
};

/** Positions in the candidates, in the order chosen, and what each lost for its cluster (≤ 0). */
export type Spread = { readonly picks: Int32Array; readonly variety: Float64Array };

/**
 * Greedy choice from candidates that come best first: each step takes the
 * candidate whose log score less its cluster's penalty is highest, as maximal
 * marginal relevance does with a similarity of 1 inside a cluster and 0 outside
 * (Carbonell & Goldstein, SIGIR 1998). One version a song; ties go to the earlier
 * candidate; penalised scores never rise along the list. The logarithm lets long
 * lists follow what the catalogue holds instead of exhausting its rarest cluster.
 * Songs without a cluster count as one cluster of their own.
 */
export function spread(
  catalogue: CatalogueView,
  rows: Int32Array,
  logScores: Float64Array,
  { limit, onePerArtist, clusterPenalty }: SpreadRules,
): Spread {
  const { next, heads, clusters } = chainByCluster(catalogue.cluster, rows);
  const counts = new Int32Array(256);
  const artists = new Set<number>();
  const songs = new Set<number>();
  const picks = new Int32Array(Math.min(limit, rows.length));
  const variety = new Float64Array(picks.length);

  const isTaken = (row: number) =>
    songs.has(catalogue.song[row]!) || (onePerArtist && artists.has(catalogue.artist[row]!));

  let size = 0;
  while (size < picks.length) {
    let bestCluster = -1;
    let best = -Infinity;
    let bestHead = -1;
    for (const cluster of clusters) {
      let head = heads[cluster]!;
      while (head >= 0 && isTaken(rows[head]!)) head = next[head]!;
      heads[cluster] = head;
      if (head < 0) continue;
      const score = logScores[head]! - clusterPenalty * Math.log1p(counts[cluster]!);
      if (bestHead < 0 || score > best || (score === best && head < bestHead)) {
        bestCluster = cluster;
        best = score;
        bestHead = head;
      }
    }
    if (bestHead < 0) break;

    const row = rows[bestHead]!;
    picks[size] = bestHead;
    variety[size] = best - logScores[bestHead]!;
    size++;
    heads[bestCluster] = next[bestHead]!;
    counts[bestCluster]!++;
    songs.add(catalogue.song[row]!);
    artists.add(catalogue.artist[row]!);
  }
  return { picks: picks.slice(0, size), variety: variety.slice(0, size) };
}

/** Links the candidates of each cluster, best first. */
function chainByCluster(cluster: Uint8Array, rows: Int32Array) {
  const heads = new Int32Array(256).fill(-1);
  const next = new Int32Array(rows.length);
  const clusters: number[] = [];
  for (let i = rows.length - 1; i >= 0; i--) {
    const c = cluster[rows[i]!]!;
    if (heads[c]! < 0) clusters.push(c);
    next[i] = heads[c]!;
    heads[c] = i;
  }
  return { next, heads, clusters };
}
