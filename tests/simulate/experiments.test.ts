import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test, vi } from 'vitest';

import type { Experiment, Job } from '../../src-preload/contract.ts';
import type { SimulationReport } from '../../src-main/simulate/measures/report.ts';
import { featureCsv } from '../support/featureCsv.ts';
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
    expect(experiment.metrics['random.coverage_60']).toBeGreaterThan(0);
    expect(experiment.metrics['random.regret']).toBeGreaterThan(0);
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

  test('says how far it is, and when cancelled goes on from there, to the same report', async () => {
    const engine = await openTestEngine();
    const many = { ...request, users: 5, rounds: 12 };
    let ticks = engine.clock.now;
    Object.defineProperty(engine.clock, 'now', { get: () => (ticks += 200) });
    const changesOf = (id: number) =>
      engine.announcements.flatMap((one) =>
        one.name === 'job.change' && one.value.job.id === id ? [one.value.job] : [],
      );
    const first = await engine.call('experiment.simulate', many);
    await vi.waitUntil(async () => (await engine.call('job.get', { id: first.jobId })).done > 0, 5000);
    await engine.call('job.cancel', { id: first.jobId });
    await engine.announced((one) => one.name === 'job.change' && one.value.job.state === 'cancelled');
    const stopped = await engine.call('experiment.get', { id: first.experimentId });
    expect(stopped).toMatchObject({ experiment: { state: 'stopped' }, report: null });

    const second = await engine.call('experiment.simulate', many);
    expect(second.experimentId).toBe(first.experimentId);
    await engine.announced((one) => one.name === 'job.change' && one.value.job.state === 'done');
    const changes = changesOf(second.jobId);
    expect(changes.find(({ total }) => total !== null)).toMatchObject({ total: 10, unit: 'sessions' });
    expect(changes.find(({ total }) => total !== null)!.done).toBeGreaterThan(0);
    const midway = changes.find(({ done, rate }) => done < 10 && rate !== null);
    expect(midway!.rate).toBeGreaterThan(0);
    expect(midway!.remainingMs).toBeGreaterThan(0);
    expect(changes.at(-1)).toMatchObject({ done: 10, total: 10, failure: null });

    const unbroken = await openTestEngine();
    const whole = await unbroken.call('experiment.simulate', many);
    await unbroken.announced((one) => one.name === 'job.change' && one.value.job.state === 'done');
    const { report } = await unbroken.call('experiment.get', { id: whole.experimentId });
    expect((await engine.call('experiment.get', { id: first.experimentId })).report).toEqual(report);
  });

  test('is begun anew when the catalogue has changed meanwhile', async () => {
    const engine = await openTestEngine();
    const first = await engine.call('experiment.simulate', request);
    await engine.call('job.cancel', { id: first.jobId });
    await engine.announced((one) => one.name === 'job.change' && one.value.job.state === 'cancelled');
    const file = join(temporaryDirectory(), 'songs.csv');
    writeFileSync(file, featureCsv(10));
    const { jobId } = await engine.call('catalogue.import', { paths: [file] });
    await engine.announced(
      (one) => one.name === 'job.change' && one.value.job.id === jobId && one.value.job.state === 'done',
    );
    const second = await engine.call('experiment.simulate', request);
    expect(second.experimentId).not.toBe(first.experimentId);
    await engine.call('job.cancel', { id: second.jobId });
  });

  test('is written in the layout of MLflow, with its curves and its plots', async () => {
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
    expect(inside('metrics/staged.regret_by_round').trim().split('\n')).toHaveLength(4);
    for (const plot of ['likes-by-round', 'likes-by-stage', 'regret', 'taste-maps/listener-002']) {
      expect(inside(`artifacts/${plot}.svg`)).toMatch(/^<svg .*<\/svg>\n$/s);
    }
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
    expect(auc['neural']).toBeGreaterThan(0.99);
    const [experiment] = await engine.call('experiment.list', {});
    const { metrics } = experiment as Experiment;
    expect(metrics['boosted.auc']).toBeGreaterThan(0.99);
    expect(metrics['neural.auc']).toBeGreaterThan(0.99);
    // Who knows nothing but the share of likes is right about it, and no more.
    expect(metrics['share_of_likes.calibration_error']).toBeCloseTo(0, 6);
    expect(metrics['share_of_likes.brier']).toBeCloseTo(0.25, 6);
    expect(metrics['boosted.brier']).toBeLessThan(0.1);
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
