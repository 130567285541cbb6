import { describe, expect, test } from 'vitest';

import type { Announcement, JobId } from '../../../src-preload/contract.ts';
import { openTestEngine } from '../../support/openTestEngine.ts';
import { tinyModels } from '../../support/onnx/tinyModels.ts';


type TestEngine = Awaited<ReturnType<typeof openTestEngine>>;

function ended({ announced }: TestEngine, jobId: JobId): Promise<Announcement> {
  return announced(
    ({ name, value }) => name === 'job.change' && value.job.id === jobId && value.job.state !== 'running',
  );
}

async function build(engine: TestEngine, fromScratch = false): Promise<void> {
  const { jobId } = await engine.call('index.build', { fromScratch });
  const end = await ended(engine, jobId!);
  expect(end).toMatchObject({ value: { job: { state: 'done', kind: 'index' } } });
}

describe('the index of an engine', () => {
  test('is built by a job, for both forms, and then there is nothing more to do', async () => {
    const engine = await openTestEngine({ modelsDir: tinyModels() });
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
});
