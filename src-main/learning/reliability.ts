/** What came of forecasts, binned by what they said: enough to say how far they can be taken at their word. Plain JSON. */
export type Reliability = {
  /** Forecasts in each of `BINS` equal parts of 0–1, the sum of what they said there, and how often it came true. */
  readonly counts: readonly number[];
  readonly foretold: readonly number[];
  readonly cameTrue: readonly number[];
  /** Sum of squared differences between forecasts and what came. */
  readonly squares: number;
};

const BINS = 10;

/** Bins probabilities and labels (1 or 0), which are of one length. */
export function reliabilityOf(probabilities: ArrayLike<number>, labels: ArrayLike<number>): Reliability {
  const counts = new Array<number>(BINS).fill(0);
  const foretold = new Array<number>(BINS).fill(0);
  const cameTrue = new Array<number>(BINS).fill(0);
  let squares = 0;
  for (let at = 0; at < labels.length; at++) {
    const p = probabilities[at]!;
    const label = labels[at] === 1 ? 1 : 0;
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(p * BINS)));
    counts[bin]!++;
    foretold[bin]! += p;
    cameTrue[bin]! += label;
    squares += (p - label) ** 2;
  }
  return { counts, foretold, cameTrue, squares };
}

/** All forecasts of several together. */
export function pooled(all: readonly Reliability[]): Reliability {
  const sum = (of: (one: Reliability) => readonly number[]) =>
    Array.from({ length: BINS }, (_, bin) => all.reduce((total, one) => total + of(one)[bin]!, 0));
  return {
    counts: sum(({ counts }) => counts),
    foretold: sum(({ foretold }) => foretold),
    cameTrue: sum(({ cameTrue }) => cameTrue),
    squares: all.reduce((total, { squares }) => total + squares, 0),
  };
}

/** How many forecasts there were. */
export function forecastsIn({ counts }: Reliability): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Expected calibration error: how far the mean forecast of a bin is from how
 * often it came true, each bin by its share of the forecasts (Naeini, Cooper and
 * Hauskrecht 2015). Few forecasts make it larger than it is. NaN of none.
 */
export function calibrationError(all: Reliability): number {
  const gaps = all.counts.map((_, bin) => Math.abs(all.foretold[bin]! - all.cameTrue[bin]!));
  return gaps.reduce((sum, gap) => sum + gap, 0) / forecastsIn(all);
}

/** Mean squared difference between forecasts and what came (Brier 1950). NaN of none. */
export function brierOf(all: Reliability): number {
  return all.squares / forecastsIn(all);
}
