import { createRandom } from '../../recommend/random.ts';
import type { Algorithm } from '../../../src-preload/contract.ts';
import { bootstrapMean, type Interval } from './bootstrap.ts';
import { type Calibration, calibrationOf } from './calibration.ts';
import { type Exposure, exposureOf } from './exposure.ts';
import { listenerMeasures, type MeasureName, measureNames } from './listenerMeasures.ts';
import { mean } from './mean.ts';
import type { SessionMeasures } from './measureSession.ts';

/** What one contender did with one listener. */
export type SessionResult = {
  readonly algorithm: Algorithm;
  readonly user: number;
  readonly measures: SessionMeasures;
};

/** What a simulation came to. */
export type SimulationReport = {
  readonly format: 2;
  readonly users: number;
  readonly rounds: number;
  /** The rounds that count as late: the last quarter. */
  readonly lateFrom: number;
  readonly algorithms: readonly AlgorithmReport[];
  /** The first contender less each other, over the same listeners. */
  readonly differences: readonly { readonly algorithm: Algorithm; readonly measures: Measures }[];
  /** Chance of a like in the three rounds after a stage came in, less that in the three before. */
  readonly promotions: readonly { readonly stage: string; readonly change: Interval }[];
};

type Measures = Readonly<Record<MeasureName, Interval>>;

export type AlgorithmReport = {
  readonly algorithm: Algorithm;
  readonly measures: Measures;
  readonly calibration: Calibration;
  /** Of all listeners together, which is why it has no interval. */
  readonly catalogue: { readonly songs: Exposure; readonly artists: Exposure };
  /** Means over the listeners by round: the chance of a like, likes, and what was missed so far. */
  readonly byRound: readonly number[];
  readonly likesByRound: readonly number[];
  readonly regretByRound: readonly number[];
  readonly stages: readonly StageReport[];
};

export type StageReport = {
  readonly stage: string;
  /** The share of listeners at this stage by round, and their mean chance of a like; null where there are none. */
  readonly shareByRound: readonly number[];
  readonly chanceByRound: readonly (number | null)[];
  /** Mean chance of a like of the lists that this stage made, over listeners. */
  readonly chance: Interval;
  /** Of the stage's own forecasts, and of those made of its scores. */
  readonly calibration: Calibration;
};

/** Rounds before and after a promotion that are compared. */
const AROUND = 3;

/** Puts sessions together: intervals by resampling listeners, all draws from the seed. */
export function reportOf(results: readonly SessionResult[], seed: number): SimulationReport {
  const rounds = Math.max(0, ...results.map(({ measures }) => measures.chances.length));
  const lateFrom = Math.floor(rounds * 0.75);
  const algorithms = [...new Set(results.map(({ algorithm }) => algorithm))];
  const of = (algorithm: Algorithm) =>
    results
      .filter((one) => one.algorithm === algorithm)
      .sort((a, b) => a.user - b.user)
      .map(({ user, measures }) => ({ user, session: measures }));

  const [first, ...others] = algorithms;
  const lead = new Map((first ? of(first) : []).map(({ user, session }) => [user, session]));
  const measured = (figureOf: (name: MeasureName) => (number | null)[]): Measures =>
    Object.fromEntries(
      measureNames.map((name) => [
        name,
        bootstrapMean(
          figureOf(name).filter((value) => value !== null),
          createRandom(seed),
        ),
      ]),
    ) as Measures;

  return {
    format: 2,
    users: new Set(results.map(({ user }) => user)).size,
    rounds,
    lateFrom,
    algorithms: algorithms.map((algorithm) => {
      const all = of(algorithm).map(({ session }) => session);
      return {
        algorithm,
        measures: measured((name) => all.map((session) => listenerMeasures[name](session, lateFrom))),
        ...describeAll(all, rounds, seed),
      };
    }),
    differences: others.map((algorithm) => ({
      algorithm,
      measures: measured((name) =>
        of(algorithm).map(({ user, session }) => {
          const rival = lead.get(user);
          const own = rival ? listenerMeasures[name](rival, lateFrom) : null;
          const other = listenerMeasures[name](session, lateFrom);
          return own === null || other === null ? null : own - other;
        }),
      ),
    })),
    promotions: promotionsIn(
      of('staged').map(({ session }) => session),
      seed,
    ),
  };
}

function describeAll(
  all: readonly SessionMeasures[],
  rounds: number,
  seed: number,
): Omit<AlgorithmReport, 'algorithm' | 'measures'> {
  const each = Array.from({ length: rounds }, (_, round) => round);
  const byRound = (of: (session: SessionMeasures) => readonly number[]) =>
    each.map((round) => mean(all.map((session) => of(session)[round] ?? 0)));
  const exposure = (of: 'songs' | 'artists') =>
    exposureOf(
      all.flatMap((session) => session[of].shown),
      all[0]?.[of].offered ?? 0,
    );
  let missed = 0;
  return {
    calibration: calibrationOf(all, () => true, seed),
    catalogue: { songs: exposure('songs'), artists: exposure('artists') },
    byRound: byRound(({ chances }) => chances),
    likesByRound: byRound(({ likeRates }) => likeRates),
    regretByRound: byRound(({ regrets }) => regrets).map((regret) => (missed += regret)),
    stages: [...new Set(all.flatMap(({ stages }) => stages))].map((stage) => {
      const at = (round: number) => all.filter(({ stages }) => stages[round] === stage);
      return {
        stage,
        shareByRound: each.map((round) => at(round).length / all.length),
        chanceByRound: each.map((round) => {
          const own = at(round);
          return own.length > 0 ? mean(own.map(({ chances }) => chances[round]!)) : null;
        }),
        chance: bootstrapMean(
          all
            .filter(({ stages }) => stages.includes(stage))
            .map(({ stages, chances }) => mean(chances.filter((_, round) => stages[round] === stage))),
          createRandom(seed),
        ),
        calibration: calibrationOf(all, (one) => one === stage, seed),
      };
    }),
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
