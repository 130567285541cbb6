/**
 * The gains of a list in the order shown over those of the best list there
 * could be, each divided by log₂ of its place + 1 (Järvelin and Kekäläinen
 * 2002). `best` comes best first; without one it is the same list in its best
 * order. 1 where nothing could be gained.
 */
export function ndcgOf(
  gains: readonly number[],
  best: readonly number[] = [...gains].sort((a, b) => b - a),
): number {
  const most = discounted(best);
  return most > 0 ? discounted(gains) / most : 1;
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, place) => sum + gain / Math.log2(place + 2), 0);
}
