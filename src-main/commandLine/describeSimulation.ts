import type { Interval } from '../simulate/measures/bootstrap.ts';
import { type MeasureName, measureNames } from '../simulate/measures/listenerMeasures.ts';
import type { AlgorithmReport, SimulationReport } from '../simulate/measures/report.ts';

const TITLES: Readonly<Record<MeasureName, string>> = {
  late: 'chance of a like, late rounds',
  likeRate: 'liked, all rounds',
  regret: 'likes missed in all (regret)',
  precision10: 'precision@10',
  recall10: 'recall@10',
  ndcg10: 'NDCG@10',
  order: 'order within the list (NDCG)',
  coverage50: 'tastes met in 50 songs',
  coverage60: 'tastes met in 60 songs',
  coverage60OfMany: 'the same, three tastes or more',
  diversity: 'variety within a list',
  novelty: 'novelty',
  songs: 'different songs',
  brier: 'Brier score',
};

/** A simulation as tables for people: a row a contender, a table a measure. */
export function describeSimulation(report: SimulationReport, id: number): string {
  const { users, rounds, lateFrom, algorithms, differences, promotions } = report;
  const first = algorithms[0]?.algorithm ?? '';
  const width = Math.max(0, ...algorithms.map(({ algorithm }) => algorithm.length));
  const overOf = (name: MeasureName, algorithm: string) => {
    const other = differences.find((one) => one.algorithm === algorithm);
    return other ? `   ${first} less this ${interval(other.measures[name])}` : '';
  };
  const lead = algorithms[0];
  return [
    `Experiment ${id}: ${users} listeners, ${rounds} rounds, late from round ${lateFrom + 1}; 95 % intervals over listeners`,
    ...measureNames.flatMap((name) => [
      TITLES[name],
      ...algorithms.map(({ algorithm, measures }) =>
        `  ${algorithm.padEnd(width)}  ${interval(measures[name]).padEnd(24)}${overOf(name, algorithm)}`.trimEnd(),
      ),
    ]),
    'calibration error of foretold likes; share of the catalogue shown, and how unevenly (Gini)',
    ...algorithms.map((one) => `  ${one.algorithm.padEnd(width)}  ${describeCatalogue(one)}`),
    ...(lead ? [`stages of ${first}`, ...describeStages(lead)] : []),
    ...promotions.map(
      ({ stage, change }) => `  when ${stage} came in: ${interval(change)}, ${change.n} listeners`,
    ),
  ].join('\n');
}

function describeCatalogue({ calibration, catalogue: { songs, artists } }: AlgorithmReport): string {
  const models = calibration.byModels > 0 ? ` (by models ${interval(calibration.modelError)})` : '';
  return `${interval(calibration.error)}${models}  songs ${share(songs.share)}, Gini ${share(songs.gini)}  artists ${share(artists.share)}, Gini ${share(artists.gini)}`;
}

function describeStages({ stages }: AlgorithmReport): string[] {
  return stages.map(
    ({ stage, chance, calibration }) =>
      `  ${stage.padEnd(12)} chance of a like ${interval(chance)}, ${chance.n} listeners; calibration error ${interval(calibration.error)} over ${calibration.forecasts} forecasts`,
  );
}

function interval({ mean, low, high, n }: Interval): string {
  return n === 0 ? '–' : `${share(mean)} [${share(low)}, ${share(high)}]`;
}

function share(value: number): string {
  const digits = Math.abs(value) < 0.01 && value !== 0 ? 5 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toFixed(digits).replace(/^(-?)0\./, '$1.');
}
