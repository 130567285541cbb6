/** How much of what there is was shown at all, and how evenly. */
export type Exposure = {
  /** The share of everything on offer that was shown at least once, 0–1. */
  readonly share: number;
  /** 0 where all was shown equally often, near 1 where a few had every place (Gini 1912). */
  readonly gini: number;
};

/** Exposure of `offered` things, given by number each time one was shown. */
export function exposureOf(shown: readonly number[], offered: number): Exposure {
  const times = new Map<number, number>();
  for (const one of shown) times.set(one, (times.get(one) ?? 0) + 1);
  const counts = [...times.values()].sort((a, b) => a - b);
  // What was never shown comes first and adds nothing but places.
  const unseen = offered - counts.length;
  const ranked = counts.reduce((sum, count, at) => sum + count * (unseen + at + 1), 0);
  return {
    share: offered > 0 ? counts.length / offered : 0,
    gini: shown.length > 0 ? (2 * ranked) / (offered * shown.length) - (offered + 1) / offered : 0,
  };
}
