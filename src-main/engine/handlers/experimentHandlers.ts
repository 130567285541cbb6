import type { ExperimentId, Handlers, JobId, Parsed } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { readVerdictTable } from '../../catalogue/readVerdictTable.ts';
import type { Jobs } from '../../jobs/createJobs.ts';
import { exportRun } from '../../simulate/exportRun.ts';
import type { SimulationReport } from '../../simulate/measures/report.ts';
import { plotsOf } from '../../simulate/plots/plotsOf.ts';
import { replay } from '../../simulate/replay.ts';
import type { SimulationPlan, UnitResult } from '../../simulate/runUnit.ts';
import {
  addExperiment,
  endExperiment,
  findUnfinished,
  listExperiments,
  readExperiment,
  readParts,
} from '../../storage/experiments.ts';
import { newestRevision } from '../../storage/tracks/textTracks.ts';
import type { EngineParts } from '../engineParts.ts';
import type { SimulationInput } from '../tasks/simulationWork.ts';

type ExperimentMethod =
  'experiment.simulate' | 'experiment.replay' | 'experiment.list' | 'experiment.get' | 'experiment.export';

/** Trying recommenders out, and what came of it. */
export function experimentHandlers(parts: EngineParts): Handlers<ExperimentMethod> {
  const { db, jobs, now, code } = parts;
  return {
    'experiment.simulate': simulate,
    async 'experiment.replay'({ path, folds, seed }) {
      const { examples, features, rejected } = await readVerdictTable(path, new AbortController().signal);
      const params = { path, folds, seed, features, rows: examples.rows };
      const experimentId = addExperiment(db, { kind: 'replay', params, code, startedAt: now() });
      const rows = replay(examples, folds, seed);
      const report = { rows, rejected, verdicts: examples.rows, features };
      const metrics = Object.fromEntries(
        rows.flatMap(({ learner, auc, logLoss, brier, calibrationError }) => {
          const name = learner.replaceAll(' ', '_');
          return [
            [`${name}.auc`, auc.mean],
            [`${name}.log_loss`, logLoss],
            [`${name}.brier`, brier],
            [`${name}.calibration_error`, calibrationError],
          ];
        }),
      ) as Record<string, number>;
      endExperiment(db, experimentId, { state: 'done', metrics, report, endedAt: now() });
      return { experimentId, report };
    },
    'experiment.list': ({ limit }) => listExperiments(db, limit),
    'experiment.get': ({ id }) => found(parts, id),
    async 'experiment.export'({ id, folder }) {
      const { experiment, report } = found(parts, id);
      const simulation = experiment.kind === 'simulation' ? (report as SimulationReport | null) : null;
      const results = [...readParts(db, id).values()] as UnitResult[];
      const plots =
        simulation?.format === 2 ? plotsOf(simulation, results, parts.knowledge.genres.names) : new Map();
      return { folder, files: await exportRun(folder, { experiment, report, plots }) };
    },
  };

  function simulate({ processes, ...request }: Parsed<'experiment.simulate'>): {
    jobId: JobId;
    experimentId: ExperimentId;
  } {
    // In one order of keys, since the same request is known by its text.
    const plan: SimulationPlan = {
      users: request.users,
      rounds: request.rounds,
      listLength: request.listLength,
      seed: request.seed,
      preset: request.preset,
      algorithms: [...new Set(request.algorithms)],
      revision: newestRevision(db),
    };
    const same = { kind: 'simulation' as const, params: plan, code };
    const experimentId = findUnfinished(db, same) ?? addExperiment(db, { ...same, startedAt: now() });
    return { jobId: startSimulation(jobs, { experimentId, processes }), experimentId };
  }
}

function startSimulation(jobs: Jobs, input: SimulationInput): JobId {
  return jobs.start('simulation', input);
}

function found({ db }: EngineParts, id: ExperimentId) {
  const experiment = readExperiment(db, id);
  if (!experiment) throw new AppError('not-found', `There is no experiment ${id}.`);
  return experiment;
}
