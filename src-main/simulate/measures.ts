import type { CatalogueView } from '../recommend/catalogueView.ts';
import { popularityRank, popularityRanks } from '../recommend/popularityRanks.ts';
import { likeness, TASTE_SIZE, tasteSpaceOf } from '../recommend/taste/tasteSpace.ts';
import type { Listener } from './listener.ts';
import type { Round } from './session.ts';

/** What one session came to: rates are shares, 0–1. */
export type SessionMeasures = {
  /** Share of each list that was liked. */
  readonly likeRates: readonly number[];
  /** Mean chance of liking the songs of each list: the like rate without its noise. */
  readonly chances: readonly number[];
  /** The stage that made each list. */
  readonly stages: readonly string[];
  /** Share of the listener's true tastes that songs came from, among the first 50 and 60 songs. */
  readonly coverage50: number;
  readonly coverage60: number;
  /** Mean distance (1 − cosine) between two songs of a list. */
  readonly diversity: number;
  /** Different songs of all that were shown. */
  readonly songs: number;
  /** Mean of 1 − popularity rank. */
  readonly novelty: number;
  /** Whether the songs that would be liked most come first in their list (Järvelin and Kekäläinen 2002). */
  readonly ndcg: number;
  readonly tastes: number;
};

/** Measures a session that is over. */
export function measureSession(
  catalogue: CatalogueView,
  listener: Listener,
  rounds: readonly Round[],
): SessionMeasures {
  const space = tasteSpaceOf(catalogue);
  const ranks = popularityRanks(catalogue.popularity);
  const shown = rounds.flatMap(({ rows }) => rows);
  const coverage = (songs: number) => {
    const clusters = new Set(shown.slice(0, songs).map((row) => catalogue.cluster[row]!));
    return listener.clusters.filter((cluster) => clusters.has(cluster)).length / listener.clusters.length;
  };
  const vectorOf = (row: number) => space.vectors.subarray(row * TASTE_SIZE, (row + 1) * TASTE_SIZE);
  const distances = rounds.map(({ rows }) =>
    mean(rows.flatMap((a, at) => rows.slice(at + 1).map((b) => 1 - likeness(space, a, vectorOf(b))))),
  );
  return {
    likeRates: rounds.map(({ likes, rows }) => likes / Math.max(1, rows.length)),
    chances: rounds.map(({ chances }) => mean(chances)),
    stages: rounds.map(({ stage }) => stage),
    coverage50: coverage(50),
    coverage60: coverage(60),
    diversity: mean(distances),
    songs: new Set(shown).size,
    novelty: mean(shown.map((row) => 1 - popularityRank(ranks, catalogue.popularity[row]!))),
    ndcg: mean(rounds.map(({ chances }) => ndcgOf(chances))),
    tastes: listener.clusters.length,
  };
}

/** Gains in the order shown over gains in the best order, each divided by log₂ of its place + 1. */
export function ndcgOf(gains: readonly number[]): number {
  const discounted = (values: readonly number[]) =>
    values.reduce((sum, gain, place) => sum + gain / Math.log2(place + 2), 0);
  const best = discounted([...gains].sort((a, b) => b - a));
  return best > 0 ? discounted(gains) / best : 1;
}

/** The mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
