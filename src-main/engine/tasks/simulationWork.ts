import type { Database } from 'better-sqlite3';

import type { Experiment, ExperimentId } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import type { JobContext, JobWork } from '../../jobs/createJobs.ts';
import { measureNames } from '../../simulate/measures/listenerMeasures.ts';
import { reportOf, type SessionResult, type SimulationReport } from '../../simulate/measures/report.ts';
import { type SimulationPlan, type SimulationUnit, unitsOf } from '../../simulate/runUnit.ts';
import {
  addPart,
  endExperiment,
  goOnWithExperiment,
  listParts,
  readExperiment,
  readParts,
  stopExperiment,
} from '../../storage/experiments.ts';
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
      const { params, state } = experimentOf(db, experimentId);
      // Asked for twice, once before and once after it was cut off.
      if (state === 'done') return;
      const plan = params as SimulationPlan;
      if (countTracks(db) === 0) throw new AppError('bad-request', 'There are no songs to simulate with.');
      goOnWithExperiment(db, experimentId);
      try {
        await simulate(experimentId, plan, processes, { signal, report });
      } catch (error) {
        stopExperiment(db, experimentId, now());
        throw error;
      }
      // Read back rather than remembered, so that it makes no difference in how many runs it was done.
      const parts = readParts(db, experimentId) as Map<string, SessionResult>;
      const found = reportOf(
        unitsOf(plan).map((unit) => parts.get(keyOf(unit))!),
        plan.seed,
      );
      const metrics = metricsOf(found);
      endExperiment(db, experimentId, { state: 'done', metrics, report: found, endedAt: now() });
    },
  };

  /** Runs the units that are not done yet, and keeps each as soon as it is over. */
  async function simulate(
    id: ExperimentId,
    plan: SimulationPlan,
    processes: number,
    { signal, report }: Pick<JobContext, 'signal' | 'report'>,
  ): Promise<void> {
    const kept = listParts(db, id);
    const all = unitsOf(plan);
    const left = all.filter((unit) => !kept.has(keyOf(unit)));
    let done = all.length - left.length;
    report({ done, total: all.length });

    const workers = Array.from({ length: Math.min(processes, left.length) }, openWorker);
    // What goes wrong in one process stops the others; all are waited for.
    const broken = new AbortController();
    const stopped = AbortSignal.any([signal, broken.signal]);
    const work = async (worker: Worker): Promise<void> => {
      for (let unit = left.shift(); unit; unit = left.shift()) {
        const result = await worker.run(
          'simulate.unit',
          { profile, resourcesDir, plan, unit },
          { signal: stopped, onProgress: () => {} },
        );
        addPart(db, id, keyOf(result), result);
        report({ done: ++done, total: all.length });
      }
    };
    await Promise.all(workers.map((worker) => work(worker).catch((error: unknown) => broken.abort(error))));
    for (const worker of workers) worker.close();
    stopped.throwIfAborted();
  }
}

function experimentOf(db: Database, id: ExperimentId): Experiment {
  const found = readExperiment(db, id);
  if (!found) throw new AppError('not-found', `There is no experiment ${id}.`);
  return found.experiment;
}

function keyOf({ algorithm, user }: SimulationUnit): string {
  return `${String(user).padStart(6, '0')} ${algorithm}`;
}

/** The figures by which runs are compared. */
function metricsOf({ algorithms, differences }: SimulationReport): Record<string, number> {
  const entries = [
    ...algorithms.flatMap(({ algorithm, measures, calibration, catalogue }): [string, number][] => [
      ...measureNames.map((name): [string, number] => [
        `${algorithm}.${snakeCase(name)}`,
        measures[name].mean,
      ]),
      [`${algorithm}.calibration_error`, calibration.error.mean],
      [`${algorithm}.catalogue_songs`, catalogue.songs.share],
      [`${algorithm}.catalogue_artists`, catalogue.artists.share],
      [`${algorithm}.gini_songs`, catalogue.songs.gini],
    ]),
    ...differences.flatMap(({ algorithm, measures: { late } }): [string, number][] => [
      [`over_${algorithm}.mean`, late.mean],
      [`over_${algorithm}.low`, late.low],
      [`over_${algorithm}.high`, late.high],
    ]),
  ];
  return Object.fromEntries(entries.filter(([, value]) => Number.isFinite(value)));
}

/** `coverage60OfMany` as `coverage_60_of_many`, the way MLflow's users write. */
function snakeCase(name: string): string {
  return name.replace(/[A-Z]|\d+/g, (found) => `_${found.toLowerCase()}`);
}
