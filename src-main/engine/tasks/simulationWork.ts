import type { Database } from 'better-sqlite3';

import type { ExperimentId } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import type { JobWork } from '../../jobs/createJobs.ts';
import { reportOf, type SessionResult, type SimulationReport } from '../../simulate/report.ts';
import { type SimulationPlan, type SimulationUnit, unitsOf } from '../../simulate/runUnit.ts';
import { addPart, endExperiment, readExperiment, readParts } from '../../storage/experiments.ts';
import { countTracks } from '../../storage/tracks/tracks.ts';
import type { Worker } from './localWorker.ts';

export type SimulationInput = { readonly experimentId: ExperimentId; readonly processes: number };

/** Runs a simulation in processes beside the engine. Every session that is over is kept, so it goes on where it was cut off. */
export function simulationWork(options: {
  readonly db: Database;
  readonly profile: string;
  readonly resourcesDir: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly openWorker: () => Worker;
}): JobWork<SimulationInput> {
  const { db, profile, resourcesDir, now, openWorker } = options;
  return {
    unit: 'sessions',
    titleOf: () => 'Simulating listeners',
    async run({ experimentId, processes }, { signal, report }) {
      const plan = planOf(db, experimentId);
      if (countTracks(db) === 0) throw new AppError('bad-request', 'There are no songs to simulate with.');
      const done = readParts(db, experimentId) as Map<string, SessionResult>;
      const all = unitsOf(plan);
      const left = all.filter((unit) => !done.has(keyOf(unit)));
      report({ done: done.size, total: all.length });

      // One listener at a time and process: what is kept early can be compared, and no process waits long for another.
      const shares = [...Map.groupBy(left, ({ user }) => user).values()];
      const workers = Array.from({ length: Math.min(processes, shares.length) }, openWorker);
      const work = async (worker: Worker): Promise<void> => {
        for (let units = shares.shift(); units; units = shares.shift()) {
          const results = await worker.run(
            'simulate.units',
            { profile, resourcesDir, plan, units },
            { signal, onProgress: () => {} },
          );
          for (const result of results) {
            addPart(db, experimentId, keyOf(result), result);
            done.set(keyOf(result), result);
          }
          report({ done: done.size, total: all.length });
        }
      };
      try {
        await Promise.all(workers.map(work));
      } finally {
        for (const worker of workers) worker.close();
      }
      const found = reportOf(
        all.map((unit) => done.get(keyOf(unit))!),
        plan.seed,
      );
      endExperiment(db, experimentId, {
        state: 'done',
        metrics: metricsOf(found),
        report: found,
        endedAt: now(),
      });
    },
  };
}

function planOf(db: Database, id: ExperimentId): SimulationPlan {
  const found = readExperiment(db, id);
  if (!found) throw new AppError('not-found', `There is no experiment ${id}.`);
  return found.experiment.params as SimulationPlan;
}

function keyOf({ algorithm, user }: SimulationUnit): string {
  return `${String(user).padStart(6, '0')} ${algorithm}`;
}

/** The figures by which runs are compared. */
function metricsOf({ algorithms, differences }: SimulationReport): Record<string, number> {
  const entries = [
    ...algorithms.flatMap(({ algorithm, late, likeRate, coverage60, diversity, novelty, ndcg }) =>
      Object.entries({
        late: late.mean,
        like_rate: likeRate,
        coverage_60: coverage60,
        diversity,
        novelty,
        ndcg,
      }).map(([name, value]): [string, number] => [`${algorithm}.${name}`, value]),
    ),
    ...differences.flatMap(({ algorithm, difference }): [string, number][] => [
      [`over_${algorithm}.mean`, difference.mean],
      [`over_${algorithm}.low`, difference.low],
      [`over_${algorithm}.high`, difference.high],
    ]),
  ];
  return Object.fromEntries(entries.filter(([, value]) => Number.isFinite(value)));
}
