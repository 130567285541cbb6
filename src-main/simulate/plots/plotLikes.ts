import type { SimulationReport } from '../measures/report.ts';
import { plotRounds } from './plotRounds.ts';

/** The chance of a like by round, a line a contender. */
export function plotLikes({ algorithms, users, rounds }: SimulationReport): string {
  return plotRounds({
    title: 'Chance of a like by round',
    subtitle: `Mean of ${users} simulated listeners over ${rounds} rounds; the noise of their verdicts is not in it`,
    quantity: 'mean chance of a like',
    lines: algorithms.map(({ algorithm, byRound }) => ({ name: algorithm, values: byRound })),
  });
}

/** What each contender missed so far, by round. */
export function plotRegret({ algorithms, users }: SimulationReport): string {
  return plotRounds({
    title: 'Cumulative regret',
    subtitle: `Likes expected of the best lists there were, less those expected of what was played; mean of ${users} listeners`,
    quantity: 'likes missed so far',
    lines: algorithms.map(({ algorithm, regretByRound }) => ({ name: algorithm, values: regretByRound })),
  });
}
