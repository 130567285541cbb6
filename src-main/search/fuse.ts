/** One way of finding, with its hits and its say. */
export type RankedList = {
  /** The best first, each once. */
  readonly ids: readonly number[];
  readonly weight: number;
};

/** Reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009): k damps how much the first places stand out. */
const DAMPING = 60;

/**
 * Fuses lists: score = Σ weight / (60 + rank), rank from 1. Returns at most
 * `limit` ids, the best first, ties to the lower id.
 */
export function fuse(
  lists: readonly RankedList[],
  limit: number,
): { readonly id: number; readonly score: number }[] {
  const scores = new Map<number, number>();
  for (const { ids, weight } of lists) {
    if (!(weight > 0)) continue;
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at]!;
      scores.set(id, (scores.get(id) ?? 0) + weight / (DAMPING + at + 1));
    }
  }
  return [...scores]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .slice(0, limit);
}
