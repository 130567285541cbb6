import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Experiment, Job } from '../../src-preload/contract.ts';
import type { SimulationReport } from '../../src-main/simulate/measures/report.ts';
import { openTestEngine } from '../support/openTestEngine.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';

const request = {
  users: 2,
  rounds: 4,
  algorithms: ['staged' as const, 'random' as const],
  processes: 2,
  seed: 3,
};

async function simulate(engine: Awaited<ReturnType<typeof openTestEngine>>) {
  const { jobId, experimentId } = await engine.call('experiment.simulate', request);
  const ended = await engine.announced(
    (one) => one.name === 'job.change' && one.value.job.id === jobId && one.value.job.state !== 'running',
  );
  const { job } = ended.value as { job: Job };
  expect(job.failure).toBeNull();
  return { experimentId, ...(await engine.call('experiment.get', { id: experimentId })) };
}

describe('a simulation', () => {
  test('is kept as an experiment that can be looked at again', async () => {
    const engine = await openTestEngine();
    const { experiment, report, experimentId } = await simulate(engine);
    expect(experiment).toMatchObject({ kind: 'simulation', state: 'done', params: { users: 2, seed: 3 } });
    expect((report as SimulationReport).algorithms.map(({ algorithm }) => algorithm)).toEqual([
      'staged',
      'random',
    ]);
    expect(experiment.metrics['staged.late']).toBeGreaterThan(0);
    const [newest] = await engine.call('experiment.list', {});
    expect(newest).toEqual(experiment);
    expect(newest!.id).toBe(experimentId);
  });

  test('that is over is begun anew, with the same outcome', async () => {
    const engine = await openTestEngine();
    const first = await simulate(engine);
    const second = await simulate(engine);
    expect(second.experimentId).not.toBe(first.experimentId);
    expect(second.report).toEqual(first.report);
  });

  test('is written in the layout of MLflow, with its curves and its plot', async () => {
    const engine = await openTestEngine();
    const { experiment } = await simulate(engine);
    const folder = join(temporaryDirectory(), 'mlruns');
    const { files } = await engine.call('experiment.export', { id: experiment.id, folder });
    const [group] = readdirSync(folder);
    const [run] = readdirSync(join(folder, group!)).filter((name) => name !== 'meta.yaml');
    const inside = (file: string) => readFileSync(join(folder, group!, run!, file), 'utf8');
    expect(inside('params/users')).toBe('2');
    expect(inside('metrics/staged.by_round').trim().split('\n')).toHaveLength(4);
    expect(inside('meta.yaml')).toMatch(/status: 3/);
    expect(inside('artifacts/likes-by-round.svg')).toContain('<svg');
    expect(files).toBeGreaterThan(10);
  });
});

describe('a replay', () => {
  /** Loud songs are liked. */
  function verdictFile(): string {
    const path = join(temporaryDirectory(), 'verdicts.csv');
    const rows = Array.from(
      { length: 120 },
      (_, at) => `${at},${(at % 12) / 12},${at % 12 > 5 ? 1 : 0},song ${at}`,
    );
    writeFileSync(path, ['id,energy,target,title', ...rows, 'x,,maybe,odd'].join('\n'));
    return path;
  }

  test('learns from a table of verdicts and foretells what it has not seen', async () => {
    const engine = await openTestEngine();
    const { report } = await engine.call('experiment.replay', { path: verdictFile(), folds: 4 });
    const { rows, features, rejected } = report as {
      rows: { learner: string; auc: { mean: number } }[];
      features: string[];
      rejected: number;
    };
    expect(features).toEqual(['energy']);
    expect(rejected).toBe(1);
    const auc = Object.fromEntries(rows.map(({ learner, auc }) => [learner, auc.mean]));
    expect(auc['share of likes']).toBe(0.5);
    expect(auc['logistic']).toBeGreaterThan(0.99);
    expect(auc['boosted']).toBeGreaterThan(0.99);
    const [experiment] = await engine.call('experiment.list', {});
    expect((experiment as Experiment).metrics['boosted.auc']).toBeGreaterThan(0.99);
  });

  test.each([
    ['has no verdicts', 'title,energy\na,.5\n', /none of its columns is called target/],
    ['has no numbers', 'title,target\na,1\n', /no row with a verdict and numbers/],
  ])('of a file that %s says so', async (_what, content, message) => {
    const path = join(temporaryDirectory(), 'table.csv');
    writeFileSync(path, content);
    expect(existsSync(path)).toBe(true);
    const engine = await openTestEngine();
    await expect(engine.call('experiment.replay', { path })).rejects.toMatchObject({
      code: 'not-a-catalogue',
      message: expect.stringMatching(message),
    });
  });
});
