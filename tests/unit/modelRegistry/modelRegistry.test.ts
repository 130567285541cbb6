import { appendFileSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { put, sentenceTransformersFolder } from '../../support/onnx/tinyFolders.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';
import { answering, openRegistry, place } from './registryFixture.ts';

function miniLm(): string {
  return sentenceTransformersFolder(join(temporaryDirectory(), 'Tiny MiniLM'), 'bert');
}

describe('which model is in use', () => {
  test('is the app’s own where nothing was chosen, and nothing is opened before it is needed', async () => {
    const { registry, opened } = await openRegistry(place());
    const inUse = (await registry.list()).map(({ id, inUseFor }) => [id, ...inUseFor]);
    expect(inUse).toEqual([['ear-b', 'emotion', 'search'], ['ear-a']]);
    expect(opened).toEqual([]);
    expect(await answering(registry, 'emotion')).toBe('ear-b');
  });

  test('is the chosen one, for its task alone, and after a restart too', async () => {
    const here = place();
    const { registry, switches } = await openRegistry(here);
    await registry.use('emotion', 'ear-a');
    expect(await answering(registry, 'emotion')).toBe('ear-a');
    expect(await answering(registry, 'search')).toBe('ear-b');
    expect(switches).toEqual(['emotion ear-a']);
    const again = await openRegistry(here);
    expect(await answering(again.registry, 'emotion')).toBe('ear-a');
  });

  test('goes back, choice by choice, to the app’s own', async () => {
    const { registry } = await openRegistry(place());
    for (const id of ['ear-a', 'ear-b', 'ear-a']) await registry.use('emotion', id);
    const back = [];
    for (let step = 0; step < 3; step++) back.push((await registry.rollback('emotion')).id);
    expect(back).toEqual(['ear-b', 'ear-a', 'ear-b']);
    expect(await answering(registry, 'emotion')).toBe('ear-b');
    await expect(registry.rollback('emotion')).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('goes back to the previous choice after one was made anew', async () => {
    const { registry } = await openRegistry(place());
    await registry.use('emotion', 'ear-a');
    await registry.use('emotion', 'ear-a');
    expect((await registry.rollback('emotion')).id).toBe('ear-b');
  });

  test('is one open model for both tasks, closed when neither uses it', async () => {
    const { registry, opened, closed } = await openRegistry(place());
    await answering(registry, 'emotion');
    await answering(registry, 'search');
    expect(opened).toEqual(['ear-b']);
    await registry.use('emotion', 'ear-a');
    expect(closed).toEqual([]);
    await registry.use('search', 'ear-a');
    expect(opened).toEqual(['ear-b', 'ear-a']);
    expect(closed).toEqual(['ear-b']);
  });

  test('ends its calls in flight before it is closed', async () => {
    const { registry, closed } = await openRegistry(place());
    const texts = Array.from({ length: 400 }, (_, at) => `a happy day ${at}`);
    const reading = registry.with('emotion', async ({ model, entry }) => {
      const heard = await model.read(texts);
      return { id: entry.id, read: heard.length, wasClosed: closed.includes(entry.id) };
    });
    await registry.use('emotion', 'ear-a');
    expect(await answering(registry, 'emotion')).toBe('ear-a');
    expect(await reading).toEqual({ id: 'ear-b', read: 400, wasClosed: false });
    expect(closed).toEqual(['ear-b']);
  });
});

describe('opening everything afresh', () => {
  test('opens each model once more, and frees the ones before', async () => {
    const { registry, opened, closed } = await openRegistry(place());
    await answering(registry, 'emotion');
    await answering(registry, 'search');
    await registry.renew();
    expect(opened).toEqual(['ear-b', 'ear-b afresh']);
    expect(closed).toEqual(['ear-b']);
    expect(await answering(registry, 'search')).toBe('ear-b');
    expect(opened).toHaveLength(2);
  });

  test('keeps what works when it cannot be opened again', async () => {
    const here = place();
    const { registry, closed } = await openRegistry(here);
    await answering(registry, 'emotion');
    rmSync(join(here.modelsDir, 'ear-b/model-int8.onnx'));
    await registry.renew();
    expect(await answering(registry, 'emotion')).toBe('ear-b');
    expect(closed).toEqual([]);
    expect((await registry.list())[0]!.problem).toMatch(/model-int8\.onnx .* is missing/);
  });

  test('tries again what could not be opened before', async () => {
    const here = place();
    const aside = temporaryDirectory();
    renameSync(here.modelsDir, join(aside, 'models'));
    const { registry } = await openRegistry(here);
    await expect(answering(registry, 'emotion')).rejects.toMatchObject({ code: 'model-unusable' });
    mkdirSync(here.modelsDir);
    renameSync(join(aside, 'models/ear-a'), join(here.modelsDir, 'ear-a'));
    await expect(answering(registry, 'emotion')).rejects.toMatchObject({ code: 'model-unusable' });
    await registry.renew();
    expect(await answering(registry, 'emotion')).toBe('ear-a');
  });
});

describe('a switch that fails', () => {
  test('leaves the working model at work, and says why', async () => {
    const here = place();
    const { registry, switches } = await openRegistry(here);
    await answering(registry, 'emotion');
    appendFileSync(join(here.modelsDir, 'ear-a/model-int8.onnx'), 'x');
    await expect(registry.use('emotion', 'ear-a')).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(/was changed or damaged/),
    });
    expect(await answering(registry, 'emotion')).toBe('ear-b');
    expect(switches).toEqual([]);
    const listed = (await registry.list()).find(({ id }) => id === 'ear-a')!;
    expect(listed.problem).toMatch(/was changed or damaged/);
    await expect(registry.rollback('emotion')).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('because there is no such model, or it cannot do the task, changes nothing', async () => {
    const here = place();
    const { registry } = await openRegistry(here);
    const { id } = await registry.add(miniLm());
    await expect(registry.use('emotion', 'nothing')).rejects.toMatchObject({ code: 'not-found' });
    await expect(registry.use('emotion', id)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(/it is for search/),
    });
    expect(await answering(registry, 'emotion')).toBe('ear-b');
  });

  test('of a rollback keeps the present choice', async () => {
    const here = place();
    const { registry } = await openRegistry(here);
    await registry.use('emotion', 'ear-b');
    await registry.use('emotion', 'ear-a');
    put(join(here.modelsDir, 'ear-b'), 'wide.json', {});
    await expect(registry.rollback('emotion')).rejects.toMatchObject({ code: 'model-unusable' });
    expect(await answering(registry, 'emotion')).toBe('ear-a');
    expect(await answering((await openRegistry(here)).registry, 'emotion')).toBe('ear-a');
  });

  test('is told that another is under way', async () => {
    const { registry } = await openRegistry(place());
    const outcomes = await Promise.allSettled([
      registry.use('emotion', 'ear-a'),
      registry.use('emotion', 'ear-b'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'busy' } });
  });
});

describe('a model that cannot be opened at the start', () => {
  test('is replaced by the choice before it, and every answer can say so', async () => {
    const here = place();
    const first = await openRegistry(here);
    await first.registry.use('emotion', 'ear-a');
    await first.registry.use('emotion', 'ear-b');
    rmSync(join(here.modelsDir, 'ear-b/tokenizer.json'));
    const { registry } = await openRegistry(here);
    const notice = await registry.with('emotion', async (atWork) => atWork.notice);
    expect(await answering(registry, 'emotion')).toBe('ear-a');
    expect(notice).toMatch(/ear-b cannot be used: tokenizer\.json .* missing\. .*ear-a is used instead/);
  });

  test('and has gone altogether is named', async () => {
    const here = place();
    const first = await openRegistry(here);
    const { id, folder } = await first.registry.add(miniLm());
    await first.registry.use('search', id);
    renameSync(folder, join(temporaryDirectory(), 'elsewhere'));
    const { registry } = await openRegistry(here);
    expect(await answering(registry, 'search')).toBe('ear-b');
    const notice = await registry.with('search', async (atWork) => atWork.notice);
    expect(notice).toMatch(/tiny-minilm, which was chosen, is not there any more/);
  });

  test('does not hide the others when its manifest is damaged', async () => {
    const here = place();
    put(join(here.modelsDir, 'ear-b'), 'manifest.json', '{"id": "ear-b"');
    const { registry } = await openRegistry(here);
    expect(await answering(registry, 'emotion')).toBe('ear-a');
    expect(await registry.verify()).toMatchObject([
      { id: 'ear-b', ok: false, problem: expect.stringMatching(/not JSON/) },
      { id: 'ear-a', ok: true },
    ]);
  });

  test('leaves a clear failure when there is no other', async () => {
    const here = place();
    for (const name of ['ear-a', 'ear-b']) rmSync(join(here.modelsDir, name), { recursive: true });
    const { registry } = await openRegistry(here);
    await expect(answering(registry, 'emotion')).rejects.toMatchObject({
      code: 'model-unusable',
      message: 'The list of models (manifest.json) is missing.',
    });
    const { id } = await registry.add(miniLm());
    await registry.use('search', id);
    expect(await answering(registry, 'search')).toBe(id);
  });
});

describe('the list of models', () => {
  test('shows where each comes from, what it may be used for, and its figures', async () => {
    const { registry } = await openRegistry(place());
    await registry.add(miniLm());
    expect(await registry.list()).toMatchObject([
      {
        id: 'ear-b',
        origin: 'shipped',
        tasks: ['emotion', 'search'],
        metrics: { r: 0.71 },
        licence: 'CC-BY-SA-4.0',
      },
      { id: 'ear-a', origin: 'shipped' },
      { id: 'tiny-minilm', origin: 'added', tasks: ['search'], inUseFor: [], problem: null },
    ]);
  });

  test('knows the models that the common manifest names', async () => {
    const here = place();
    put(here.modelsDir, 'manifest.json', {
      format: 1,
      models: [
        {
          id: 'ridge-1',
          task: 'valence-arousal',
          reader: 'words-1',
          files: [{ role: 'graph', path: 'ridge-1/model.onnx', sha256: 'ab'.repeat(32), sizeBytes: 12 }],
          opset: 16,
          inputs: [{ name: 'ids', type: 'int64', shape: ['batch', 'length'] }],
          outputs: [{ name: 'valence_arousal', type: 'float32', shape: ['batch', 2] }],
          calibration: { kind: 'tanh', valence: { centre: 0, gain: 2 }, arousal: { centre: 0, gain: 2 } },
          licence: 'CC-BY-SA-4.0',
          sources: [{ name: 'EmoBank', licence: 'CC-BY-SA-4.0', use: 'all' }],
          metrics: { emobankDev: { texts: 1000 } },
        },
      ],
    });
    const { registry } = await openRegistry(here);
    expect((await registry.list()).at(-1)).toMatchObject({
      id: 'ridge-1',
      reader: 'words-1',
      tasks: ['emotion'],
      folder: join(here.modelsDir, 'ridge-1'),
      sha256: { 'model.onnx': 'ab'.repeat(32) },
      source: 'EmoBank',
    });
  });

  test('is verified file by file', async () => {
    const here = place();
    const { registry } = await openRegistry(here);
    const { id, folder } = await registry.add(miniLm());
    expect((await registry.verify()).every(({ ok }) => ok)).toBe(true);
    appendFileSync(join(folder, '1_Pooling/config.json'), ' ');
    expect(await registry.verify(id)).toEqual([
      { id, ok: false, problem: expect.stringMatching(/1_Pooling\/config\.json .* was changed/) },
    ]);
    await expect(registry.verify('nothing')).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('after closing, calls are refused and those in flight have ended', async () => {
  const { registry, closed } = await openRegistry(place());
  const reading = answering(registry, 'emotion');
  await registry.close();
  expect(closed).toEqual(['ear-b']);
  expect(await reading).toBe('ear-b');
  await expect(answering(registry, 'emotion')).rejects.toThrow(/closed/);
});
