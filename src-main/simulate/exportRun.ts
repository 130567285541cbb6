import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Experiment } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import type { SimulationReport } from './measures/report.ts';

/**
 * Writes an experiment into a folder as MLflow keeps runs on disk (file store,
 * layout of MLflow 2), so that `mlflow ui --backend-store-uri <folder>` shows
 * it: parameters, metrics, curves by round, and the report and plots (by file
 * name) as artefacts. Written again, it replaces itself. Returns how many files there
 * are. Throws `not-saved` where the folder cannot be written.
 */
export async function exportRun(
  folder: string,
  {
    experiment,
    report,
    plots,
  }: {
    readonly experiment: Experiment;
    readonly report: unknown;
    readonly plots: ReadonlyMap<string, string>;
  },
): Promise<number> {
  const group = String(100 + ['simulation', 'replay', 'interleaving'].indexOf(experiment.kind));
  const run = createHash('sha256')
    .update(`${experiment.id} ${experiment.startedAt} ${experiment.kind}`)
    .digest('hex')
    .slice(0, 32);
  const at = experiment.endedAt ?? experiment.startedAt;
  const files = new Map<string, string>([
    [`${group}/meta.yaml`, experimentMeta(group, experiment)],
    [`${group}/${run}/meta.yaml`, runMeta(folder, group, run, experiment)],
    [`${group}/${run}/tags/mlflow.runName`, `${experiment.kind} ${experiment.id}`],
    [`${group}/${run}/tags/mlflow.source.git.commit`, experiment.code],
    [`${group}/${run}/artifacts/report.json`, `${JSON.stringify(report, null, 2)}\n`],
  ]);
  for (const [name, value] of Object.entries(experiment.params)) {
    files.set(
      `${group}/${run}/params/${safe(name)}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    );
  }
  for (const [name, value] of Object.entries(experiment.metrics)) {
    files.set(`${group}/${run}/metrics/${safe(name)}`, `${at} ${value} 0\n`);
  }
  if (experiment.kind === 'simulation' && report) {
    for (const { algorithm, byRound, likesByRound, regretByRound } of (report as SimulationReport)
      .algorithms) {
      // An older report has fewer curves.
      for (const [name, curve] of Object.entries({
        by_round: byRound,
        likes_by_round: likesByRound,
        regret_by_round: regretByRound,
      })) {
        const lines = (curve ?? []).map((value, round) => `${at} ${value} ${round}\n`);
        if (lines.length > 0) files.set(`${group}/${run}/metrics/${safe(algorithm)}.${name}`, lines.join(''));
      }
    }
  }
  for (const [name, plot] of plots) files.set(`${group}/${run}/artifacts/${name}`, plot);
  try {
    for (const [file, content] of files) {
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  } catch (error) {
    throw new AppError(
      'not-saved',
      `The experiment could not be written to ${folder}. It stays in the profile.`,
      {
        cause: error,
      },
    );
  }
  return files.size;
}

function experimentMeta(id: string, { kind, startedAt }: Experiment): string {
  return [
    `artifact_location: ''`,
    `creation_time: ${startedAt}`,
    `experiment_id: '${id}'`,
    `last_update_time: ${startedAt}`,
    'lifecycle_stage: active',
    `name: ${kind}`,
    '',
  ].join('\n');
}

function runMeta(
  folder: string,
  group: string,
  run: string,
  { startedAt, endedAt, state, id, kind }: Experiment,
): string {
  return [
    `artifact_uri: ${JSON.stringify(join(folder, group, run, 'artifacts'))}`,
    `end_time: ${endedAt ?? 'null'}`,
    'entry_point_name: ""',
    `experiment_id: '${group}'`,
    'lifecycle_stage: active',
    `run_id: ${run}`,
    `run_name: ${kind} ${id}`,
    `run_uuid: ${run}`,
    'source_name: ""',
    'source_type: 4',
    'source_version: ""',
    `start_time: ${startedAt}`,
    // MLflow's numbers: 1 running, 3 finished, 5 killed.
    `status: ${state === 'done' ? 3 : state === 'running' ? 1 : 5}`,
    'tags: []',
    'user_id: ""',
    '',
  ].join('\n');
}

/** A name that MLflow takes for a parameter or a metric. */
function safe(name: string): string {
  return name.replace(/[^\w. /-]/g, '_');
}
