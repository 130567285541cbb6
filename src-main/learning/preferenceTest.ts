/** What wins and losses between two say so far. */
export type PreferenceVerdict = {
  /** How many times more likely the wins and losses are where one is better than where neither is. */
  readonly evidence: number;
  /** Whether that is enough to stop: a mistake in at most one of twenty, however often one looks. */
  readonly isDecided: boolean;
  /** Share of wins. */
  readonly share: number;
};

/** Ville's inequality: evidence this strong comes by chance at most once in twenty. */
export const ENOUGH_EVIDENCE = 20;

/**
 * Sequential test of "neither is better": the likelihood of so many wins and
 * losses under Jeffreys' mixture of all shares over that under one half. It is a
 * martingale while neither is better, so it may be looked at after every
 * verdict without growing the chance of a false alarm (Robbins 1970; Ville 1939).
 */
export function preferenceTest(wins: number, losses: number): PreferenceVerdict {
  const all = wins + losses;
  const mixed = logGamma(wins + 0.5) + logGamma(losses + 0.5) - logGamma(all + 1) - Math.log(Math.PI);
  const evidence = Math.min(Number.MAX_VALUE, Math.exp(mixed + all * Math.LN2));
  return { evidence, isDecided: evidence >= ENOUGH_EVIDENCE, share: all > 0 ? wins / all : 0.5 };
}

/** ln Γ(x) for x > 0: Stirling's series after moving x up to where it is exact to 1e−12. */
function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 12; at++) shift += Math.log(at);
  const inverse = 1 / (at * at);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
