/**
 * Shares a number of places out in proportion to weights, whole and to the last
 * one: the largest remainders get what rounding down leaves (Hamilton's
 * method), ties to the earlier. `cap` is the largest share that one may have,
 * where there are others to take the rest. All weights 0 share evenly.
 */
export function allot(weights: readonly number[], places: number, cap = 1): number[] {
  if (weights.length === 0) return [];
  const shares = capped(weights, cap);
  const exact = shares.map((share) => share * places);
  const whole = exact.map((own) => Math.floor(own + 1e-9));
  const left = places - whole.reduce((sum, own) => sum + own, 0);
  const byRemainder = exact
    .map((own, at) => ({ at, rest: own - whole[at]! }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) whole[at]!++;
  return whole;
}

/** Weights as shares of 1, none above `cap` unless there is no other way. */
function capped(weights: readonly number[], cap: number): number[] {
  const sum = weights.reduce((all, own) => all + own, 0);
  let shares = weights.map((own) => (sum > 0 ? own / sum : 1 / weights.length));
  const held = new Set<number>();
  for (;;) {
    const over = shares.findIndex((share, at) => share > cap + 1e-12 && !held.has(at));
    const rest = shares.reduce((all, share, at) => (at === over || held.has(at) ? all : all + share), 0);
    if (over < 0 || rest === 0) return shares;
    held.add(over);
    const free = 1 - cap * held.size;
    shares = shares.map((share, at) => (held.has(at) ? cap : (share / rest) * free));
  }
}
