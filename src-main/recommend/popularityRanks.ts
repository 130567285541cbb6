/** The rank of every whole popularity from 0 to 100 within one catalogue. */
export type PopularityRanks = Float64Array;

/** The rank that an unknown popularity is given: neither known nor obscure. */
export const NEUTRAL_RANK = 0.5;

const known = new WeakMap<Float32Array, PopularityRanks>();

/**
 * For each popularity 0–100, the share of known tracks below it plus half of those
 * level with it: 0 is the most obscure, 1 the best known. Catalogues state
 * popularity in their own ways (many zeros, or charts only), and ranks make them
 * comparable. Unknown (NaN) is not counted. Counted once for each column, which
 * must not change any more.
 */
export function popularityRanks(popularity: Float32Array): PopularityRanks {
  let ranks = known.get(popularity);
  if (!ranks) known.set(popularity, (ranks = rank(popularity)));
  return ranks;
}

function rank(popularity: Float32Array): PopularityRanks {
  const counts = new Float64Array(101);
  let known = 0;
  for (let i = 0; i < popularity.length; i++) {
    const value = popularity[i]!;
    if (Number.isNaN(value)) continue;
    counts[bin(value)]!++;
    known++;
  }

  let below = 0;
  return counts.map((count) => {
    const rank = known === 0 ? NEUTRAL_RANK : (below + count / 2) / known;
    below += count;
    return rank;
  });
}

/** The rank of one popularity; `NEUTRAL_RANK` where it is unknown. */
export function popularityRank(ranks: PopularityRanks, popularity: number): number {
  return Number.isNaN(popularity) ? NEUTRAL_RANK : ranks[bin(popularity)]!;
}

function bin(popularity: number): number {
  return popularity <= 0 ? 0 : popularity >= 100 ? 100 : Math.round(popularity);
}
