import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import type { Announcement, JobId } from '../../../src-preload/contract.ts';
import type { WorkerTasks } from '../../../src-main/engine/tasks/workerTasks.ts';
import { openNodeWorkerPort } from '../../../src-main/processes/nodeWorkerPort.ts';
import { createWorkerClient } from '../../../src-main/processes/workerClient.ts';
import type { WorkerPort } from '../../../src-main/processes/workerPort.ts';
import { openDatabase } from '../../../src-main/storage/openDatabase.ts';
import { openTestEngine } from '../../support/openTestEngine.ts';
import { earFolder } from '../../support/onnx/tinyFolders.ts';
import { addSong } from '../../support/songs.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

/** A models directory with a tiny ear that reads a sentence in one window. */
function searchModels(): string {
  const directory = temporaryDirectory();
  earFolder(join(directory, 'ear-1'), { id: 'ear-1', changes: { longest: 128 } });
  return directory;
}

type TestEngine = Awaited<ReturnType<typeof openTestEngine>>;

function ended({ announced }: TestEngine, jobId: JobId | null): Promise<Announcement> {
  return announced(
    ({ name, value }) =>
      name === 'job.change' &&
      value.job.kind === 'index' &&
      (jobId === null || value.job.id === jobId) &&
      value.job.state !== 'running',
  );
}

async function build(engine: TestEngine, fromScratch = false): Promise<void> {
  const { jobId } = await engine.call('index.build', { fromScratch });
  expect(jobId).not.toBeNull();
  expect(await ended(engine, jobId)).toMatchObject({ value: { job: { state: 'done', kind: 'index' } } });
}

async function builtEngine(): Promise<TestEngine> {
  const engine = await openTestEngine({ modelsDir: searchModels() });
  await build(engine);
  return engine;
}

describe('the index of an engine', () => {
  test('is built by a job, for both forms, and then there is nothing more to do', async () => {
    const engine = await openTestEngine({ modelsDir: searchModels() });
    const { tracks } = await engine.call('catalogue.status', {});
    expect(await engine.call('index.status', {})).toMatchObject([
      { form: 'full', indexed: 0, kind: 'none', tracks },
      { form: 'short', indexed: 0, kind: 'none' },
    ]);
    await build(engine);
    expect(await engine.call('index.status', {})).toMatchObject([
      { form: 'full', indexed: tracks, kind: 'exact', model: 'ear-1', notice: null },
      { form: 'short', indexed: tracks, kind: 'exact', model: 'ear-1', notice: null },
    ]);
    expect(await engine.call('index.build', {})).toEqual({ jobId: null });
    expect(engine.announcements).toContainEqual({ name: 'index.change', value: {} });
    expect(engine.defects).toEqual([]);
  });

  test('is there again after the engine was closed', async () => {
    const { engine, profile } = await builtEngine();
    await engine.close();
    const again = await openTestEngine({ profile, modelsDir: searchModels() });
    expect(await again.call('index.build', {})).toEqual({ jobId: null });
    expect(await again.call('index.status', {})).toMatchObject([{ kind: 'exact' }, { kind: 'exact' }]);
  });

  test('is forgotten and built anew when that is asked for', async () => {
    const engine = await builtEngine();
    await build(engine, true);
    expect(await engine.call('index.status', {})).toMatchObject([{ kind: 'exact' }, { kind: 'exact' }]);
  });

  test('without a model for search there is none, and building one says why', async () => {
    const { call } = await openTestEngine({ modelsDir: temporaryDirectory() });
    const building = call('index.build', {});
    await expect(building).rejects.toMatchObject({ code: 'model-unusable' });
    expect(await call('index.status', {})).toMatchObject([{ kind: 'none' }, { kind: 'none' }]);
  });

  test('is built on by another process when the one that builds is killed', async () => {
    const workerPath = join(import.meta.dirname, '../../../src-main/worker.ts');
    const ports: WorkerPort[] = [];
    const worker = createWorkerClient<WorkerTasks>(() => {
      const port = openNodeWorkerPort(workerPath);
      // As soon as the first one says anything of its work, it is gone.
      if (ports.length === 0) port.onMessage(({ kind }) => kind === 'progress' && port.kill());
      ports.push(port);
      return port;
    });
    const engine = await openTestEngine({ modelsDir: searchModels(), worker });
    onTestFinished(() => worker.close());
    await build(engine);
    expect(ports).toHaveLength(2);
    const { tracks } = await engine.call('catalogue.status', {});
    expect(await engine.call('index.status', {})).toMatchObject([{ indexed: tracks }, { indexed: tracks }]);
  });

  test('follows the catalogue by itself in an engine that stays', async () => {
    const { engine, profile } = await builtEngine();
    await engine.close();
    const db = openDatabase(profile);
    addSong(db, 'a song that came while the app was closed');
    db.close();
    const staying = await openTestEngine({ profile, modelsDir: searchModels(), resumeJobs: true });
    await ended(staying, null);
    const { tracks } = await staying.call('catalogue.status', {});
    expect(await staying.call('index.status', {})).toMatchObject([{ indexed: tracks }, { indexed: tracks }]);
  });

  test('is answered from as it was while another model builds its own, and then by that one', async () => {
    const engine = await builtEngine();
    const folder = earFolder(join(temporaryDirectory(), 'ear-2'), {
      id: 'ear-2',
      isCounting: true,
      changes: { longest: 128 },
    });
    await engine.call('models.add', { folder });
    await engine.call('models.use', { id: 'ear-2', task: 'search' });
    expect(await engine.call('index.status', {})).toMatchObject([{ model: 'ear-1' }, { model: 'ear-1' }]);
    await build(engine);
    expect(await engine.call('index.status', {})).toMatchObject([
      { model: 'ear-2', kind: 'exact' },
      { model: 'ear-2', kind: 'exact' },
    ]);
  });

  test('damaged on the disk says so and is mended by the next build', async () => {
    const { engine, profile } = await builtEngine();
    await engine.close();
    const folder = join(profile, 'derived');
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.rows'))) {
      writeFileSync(join(folder, name), readFileSync(join(folder, name)).subarray(0, 30));
    }
    const again = await openTestEngine({ profile, modelsDir: searchModels() });
    const [status] = await again.call('index.status', {});
    expect(status).toMatchObject({ kind: 'none', notice: expect.stringContaining('damaged') as string });
    await build(again);
    expect(await again.call('index.status', {})).toMatchObject([
      { kind: 'exact', notice: null },
      { kind: 'exact', notice: null },
    ]);
  });
});

describe('the template of a profile', () => {
  test('is a file that can be edited, and what it changes is indexed again', async () => {
    const engine = await builtEngine();
    const { template, isDefault } = await engine.call('template.get', {});
    expect(isDefault).toBe(true);
    const file = join(engine.profile, 'text-template.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(template);

    writeFileSync(file, JSON.stringify({ ...template, short: 'A song called {title}' }));
    expect(await engine.call('template.get', {})).toMatchObject({
      isDefault: false,
      template: { short: 'A song called {title}' },
    });
    await build(engine);
    expect(await engine.call('index.build', {})).toEqual({ jobId: null });
  });

  test('that is set starts a job, and null brings the default one back', async () => {
    const engine = await builtEngine();
    const { template } = await engine.call('template.get', {});
    const { jobId } = await engine.call('template.set', { template: { ...template, full: '{title}!' } });
    await ended(engine, jobId);
    expect(await engine.call('template.get', {})).toMatchObject({ isDefault: false });
    await engine.call('template.set', { template: null });
    expect(await engine.call('template.get', {})).toEqual({ template, isDefault: true });
  });

  test('that makes no sense is refused, and the one before stays', async () => {
    const { call } = await openTestEngine();
    const before = await call('template.get', {});
    const setting = call('template.set', { template: { ...before.template, full: '{nothing}' } });
    await expect(setting).rejects.toMatchObject({ code: 'bad-request' });
    expect(await call('template.get', {})).toEqual(before);
  });

  test('damaged is not used, not overwritten, and named by the doctor', async () => {
    const { call, profile } = await openTestEngine();
    const before = await call('template.get', {});
    const file = join(profile, 'text-template.json');
    writeFileSync(file, '{"full": "{title}');
    expect(await call('template.get', {})).toEqual(before);
    const { checks } = await call('engine.doctor', {});
    expect(checks).toContainEqual({
      name: 'Text template',
      state: 'warning',
      detail: expect.stringContaining('left as it is') as string,
    });
    expect(readFileSync(file, 'utf8')).toBe('{"full": "{title}');
  });

  test('is tried on three songs of the catalogue, or on those that are named', async () => {
    const { call } = await openTestEngine();
    const { template } = await call('template.get', {});
    const trial = { ...template, short: '“{title}”' };
    const three = await call('template.preview', { template: trial });
    expect(three).toHaveLength(3);
    for (const { title, short } of three) expect(short).toBe(`“${title}”`);
    const [one] = three;
    expect(await call('template.preview', { template: trial, trackIds: [one!.id] })).toEqual([one]);
  });
});
