import { createRandom } from '../recommend/random.ts';
import type { Algorithm } from '../../src-preload/contract.ts';
import { bootstrapMean, type Interval } from './bootstrap.ts';
import { mean, type SessionMeasures } from './measures.ts';

/** What one contender did with one listener. */
export type SessionResult = {
  readonly algorithm: Algorithm;
  readonly user: number;
  readonly measures: SessionMeasures;
};

/** What a simulation came to. */
export type SimulationReport = {
  readonly users: number;
  readonly rounds: number;
  /** The rounds that count as late: the last quarter. */
  readonly lateFrom: number;
  readonly algorithms: readonly AlgorithmReport[];
  /** Late chance of a like of the first contender less that of each other, over the same listeners. */
  readonly differences: readonly { readonly algorithm: Algorithm; readonly difference: Interval }[];
  /** Chance of a like in the three rounds after a stage came in, less that in the three before. */
  readonly promotions: readonly { readonly stage: string; readonly change: Interval }[];
};

type AlgorithmReport = {
  readonly algorithm: Algorithm;
  /** Mean chance of a like in the late rounds. */
  readonly late: Interval;
  readonly likeRate: number;
  readonly coverage50: number;
  readonly coverage60: number;
  /** The same of listeners with three tastes or more; NaN where there are none. */
  readonly coverage60OfMany: number;
  readonly diversity: number;
  readonly novelty: number;
  readonly ndcg: number;
  readonly songs: number;
  /** Mean chance of a like by round. */
  readonly byRound: readonly number[];
};

/** Rounds before and after a promotion that are compared. */
const AROUND = 3;

/** Puts sessions together: intervals by resampling listeners, all draws from the seed. */
export function reportOf(results: readonly SessionResult[], seed: number): SimulationReport {
  const rounds = Math.max(0, ...results.map(({ measures }) => measures.chances.length));
  const lateFrom = Math.floor(rounds * 0.75);
  const lateOf = ({ chances }: SessionMeasures) => mean(chances.slice(lateFrom));
  const algorithms = [...new Set(results.map(({ algorithm }) => algorithm))];
  const of = (algorithm: Algorithm) =>
    results.filter((one) => one.algorithm === algorithm).sort((a, b) => a.user - b.user);

  const [first, ...others] = algorithms;
  const lead = first ? new Map(of(first).map(({ user, measures }) => [user, lateOf(measures)])) : new Map();
  return {
    users: new Set(results.map(({ user }) => user)).size,
    rounds,
    lateFrom,
    algorithms: algorithms.map((algorithm) => {
      const all = of(algorithm).map(({ measures }) => measures);
      const many = all.filter(({ tastes }) => tastes >= 3);
      return {
        algorithm,
        late: bootstrapMean(all.map(lateOf), createRandom(seed)),
        likeRate: mean(all.map(({ likeRates }) => mean(likeRates))),
        coverage50: mean(all.map(({ coverage50 }) => coverage50)),
        coverage60: mean(all.map(({ coverage60 }) => coverage60)),
        coverage60OfMany: many.length > 0 ? mean(many.map(({ coverage60 }) => coverage60)) : NaN,
        diversity: mean(all.map(({ diversity }) => diversity)),
        novelty: mean(all.map(({ novelty }) => novelty)),
        ndcg: mean(all.map(({ ndcg }) => ndcg)),
        songs: mean(all.map(({ songs }) => songs)),
        byRound: Array.from({ length: rounds }, (_, round) =>
          mean(all.map(({ chances }) => chances[round]!)),
        ),
      };
    }),
    differences: others.map((algorithm) => ({
      algorithm,
      difference: bootstrapMean(
        of(algorithm)
          .filter(({ user }) => lead.has(user))
          .map(({ user, measures }) => lead.get(user)! - lateOf(measures)),
        createRandom(seed),
      ),
    })),
    promotions: promotionsIn(
      results.filter(({ algorithm }) => algorithm === 'staged').map(({ measures }) => measures),
      seed,
    ),
  };
}

function promotionsIn(sessions: readonly SessionMeasures[], seed: number): SimulationReport['promotions'] {
  const changes = new Map<string, number[]>();
  for (const { stages, chances } of sessions) {
    for (const stage of new Set(stages)) {
      const at = stages.indexOf(stage);
      if (at < AROUND || at + AROUND > stages.length) continue;
      const change = mean(chances.slice(at, at + AROUND)) - mean(chances.slice(at - AROUND, at));
      changes.set(stage, [...(changes.get(stage) ?? []), change]);
    }
  }
  return [...changes].map(([stage, values]) => ({
    stage,
    change: bootstrapMean(values, createRandom(seed)),
  }));
}
