import { type Reliability, reliabilityOf } from '../../learning/reliability.ts';
import type { CatalogueView } from '../../recommend/catalogueView.ts';
import { popularityRank, popularityRanks } from '../../recommend/popularityRanks.ts';
import { likeness, TASTE_SIZE, tasteSpaceOf } from '../../recommend/taste/tasteSpace.ts';
import type { Listener } from '../listener.ts';
import { RELEVANT } from '../oracle.ts';
import type { Round } from '../session.ts';
import { ndcgOf } from './gains.ts';
import { mean } from './mean.ts';

/** What one session came to: plain JSON without NaN, so that it is the same when it was kept meanwhile. Rates are shares, 0–1. */
export type SessionMeasures = {
  /** True tastes of the listener. */
  readonly tastes: number;
  /** Share of each list that was liked. */
  readonly likeRates: readonly number[];
  /** Mean chance of liking the songs of each list: the like rate without its noise. */
  readonly chances: readonly number[];
  /** Likes that each list is expected to have less than the best list there was. */
  readonly regrets: readonly number[];
  /** The stage that made each list. */
  readonly stages: readonly string[];
  /** Share of the first ten songs that are more likely liked than not, and their share of all such songs; means over the lists. */
  readonly precision10: number;
  readonly recall10: number;
  /** The first ten beside the best ten there were, by the chance of a like. */
  readonly ndcg10: number;
  /** Whether the songs that would be liked most come first in their own list. */
  readonly order: number;
  /** Share of the listener's true tastes that songs came from, among the first 50 and 60 songs. */
  readonly coverage50: number;
  readonly coverage60: number;
  /** Mean distance (1 − cosine) between two songs of a list. */
  readonly diversity: number;
  /** Mean of 1 − popularity rank. */
  readonly novelty: number;
  /** What was shown, by the catalogue's numbers, and how many of them there are in all. */
  readonly songs: Shown;
  readonly artists: Shown;
  /** Forecasts of likes and what came, by stage: the stage's own, and those made of its scores. */
  readonly forecasts: readonly (Reliability & { readonly stage: string; readonly isOwn: boolean })[];
};

type Shown = { readonly shown: readonly number[]; readonly offered: number };

/** Measures a session that is over. */
export function measureSession(
  catalogue: CatalogueView,
  listener: Listener,
  rounds: readonly Round[],
): SessionMeasures {
  const ranks = popularityRanks(catalogue.popularity);
  const shown = rounds.flatMap(({ rows }) => rows);
  const coverage = (songs: number) => {
    const clusters = new Set(shown.slice(0, songs).map((row) => catalogue.cluster[row]!));
    const met = listener.clusters.filter((cluster) => clusters.has(cluster)).length;
    return met / Math.max(1, listener.clusters.length);
  };
  const offered = offeredBy(catalogue);
  const hits = ({ chances }: Round) => chances.slice(0, 10).filter((chance) => chance >= RELEVANT).length;
  const searched = rounds.filter(({ possible }) => possible.relevant > 0);
  return {
    tastes: listener.clusters.length,
    likeRates: rounds.map(({ verdicts }) => mean(verdicts.map((verdict) => (verdict === 'like' ? 1 : 0)))),
    chances: rounds.map(({ chances }) => mean(chances)),
    regrets: rounds.map(({ chances, possible }) => sum(possible.best) - sum(chances)),
    stages: rounds.map(({ stage }) => stage),
    precision10: mean(rounds.map((round) => hits(round) / Math.max(1, Math.min(10, round.rows.length)))),
    recall10: mean(searched.map((round) => hits(round) / round.possible.relevant)),
    ndcg10: mean(
      rounds.map(({ chances, possible }) => ndcgOf(chances.slice(0, 10), possible.best.slice(0, 10))),
    ),
    order: mean(rounds.map(({ chances }) => ndcgOf(chances))),
    coverage50: coverage(50),
    coverage60: coverage(60),
    diversity: mean(rounds.map(({ rows }) => diversityOf(catalogue, rows))),
    novelty: mean(shown.map((row) => 1 - popularityRank(ranks, catalogue.popularity[row]!))),
    songs: { shown: shown.map((row) => catalogue.song[row]!), offered: offered.songs },
    artists: { shown: shown.map((row) => catalogue.artist[row]!), offered: offered.artists },
    forecasts: forecastsOf(rounds),
  };
}

function diversityOf(catalogue: CatalogueView, rows: readonly number[]): number {
  const space = tasteSpaceOf(catalogue);
  const vectorOf = (row: number) => space.vectors.subarray(row * TASTE_SIZE, (row + 1) * TASTE_SIZE);
  return mean(rows.flatMap((a, at) => rows.slice(at + 1).map((b) => 1 - likeness(space, a, vectorOf(b)))));
}

function forecastsOf(rounds: readonly Round[]): SessionMeasures['forecasts'] {
  const all = rounds.flatMap(({ stage, foretold, verdicts }) =>
    foretold.flatMap((forecast, at) =>
      forecast ? [{ ...forecast, stage, label: verdicts[at] === 'like' ? 1 : 0 }] : [],
    ),
  );
  const groups = Map.groupBy(all, ({ stage, isOwn }) => `${stage} ${isOwn}`);
  return [...groups.values()].map((group) => ({
    stage: group[0]!.stage,
    isOwn: group[0]!.isOwn,
    ...reliabilityOf(
      group.map(({ chance }) => chance),
      group.map(({ label }) => label),
    ),
  }));
}

const offers = new WeakMap<CatalogueView, { songs: number; artists: number }>();

/** The songs and artists that may be shown at all; counted once. */
function offeredBy(catalogue: CatalogueView): { songs: number; artists: number } {
  const known = offers.get(catalogue);
  if (known) return known;
  const rows = [...catalogue.ids.keys()].filter((row) => catalogue.isBackground[row] !== 1);
  const counted = {
    songs: new Set(rows.map((row) => catalogue.song[row]!)).size,
    artists: new Set(rows.map((row) => catalogue.artist[row]!)).size,
  };
  offers.set(catalogue, counted);
  return counted;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
