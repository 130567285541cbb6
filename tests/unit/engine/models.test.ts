import { appendFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { earFolder, put, sentenceTransformersFolder } from '../../support/onnx/tinyFolders.ts';
import { tokenGraph } from '../../support/onnx/tinyGraphs.ts';
import { tinyModels } from '../../support/onnx/tinyModels.ts';
import { openTestEngine } from '../../support/openTestEngine.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

function miniLm(options: Parameters<typeof sentenceTransformersFolder>[2] = {}): string {
  return sentenceTransformersFolder(join(temporaryDirectory(), 'tiny-minilm'), 'bert', options);
}

type Call = Awaited<ReturnType<typeof openTestEngine>>['call'];

async function uses(call: Call): Promise<Record<string, readonly string[]>> {
  const list = await call('models.list', {});
  return Object.fromEntries(list.map(({ id, inUseFor }) => [id, inUseFor]));
}

describe('the app’s own models', () => {
  test('are listed without places on the disk, the trained ear in use for both tasks', async () => {
    const { call } = await openTestEngine({ modelsDir: tinyModels() });
    const list = await call('models.list', {});
    expect(list).toMatchObject([
      { id: 'ear-1', origin: 'shipped', tasks: ['emotion', 'search'], inUseFor: ['emotion', 'search'] },
      { id: 'ridge-1', origin: 'shipped', tasks: ['emotion'], inUseFor: [], licence: 'CC-BY-SA-4.0' },
    ]);
    for (const model of list) expect(model).not.toHaveProperty('folder');
  });

  test('answer with emotions, confidence and provider; the linear one knows none of the first two', async () => {
    const { call } = await openTestEngine({ modelsDir: tinyModels() });
    const heard = await call('emotion.infer', { text: 'a happy day' });
    expect(heard).toMatchObject({ model: { id: 'ear-1', kind: 'model', notice: null }, provider: 'cpu' });
    expect(heard.confidence).toBeGreaterThan(0);
    expect(heard.emotions.length).toBeGreaterThan(0);
    expect(heard.emotions.map(({ p }) => p)).toEqual(heard.emotions.map(({ p }) => p).sort((a, b) => b - a));
    await call('models.use', { id: 'ridge-1' });
    expect(await call('emotion.infer', { text: 'a happy day' })).toMatchObject({
      model: { id: 'ridge-1' },
      confidence: null,
      emotions: [],
      provider: 'cpu',
    });
  });

  test('place a text by their own calibration', async () => {
    const { call } = await openTestEngine({ modelsDir: tinyModels() });
    const { valence, arousal } = await call('journal.add', { text: 'a happy day' });
    const again = await call('emotion.infer', { text: 'a happy day' });
    expect(again).toMatchObject({ valence, arousal });
    // The tiny calibration hardly lets arousal away from the middle.
    expect(Math.abs(arousal)).toBeLessThan(Math.tanh(0.5));
  });

  test('read nothing in an empty text, and say so', async () => {
    const { call } = await openTestEngine({ modelsDir: tinyModels() });
    expect(await call('emotion.infer', { text: ' \n' })).toMatchObject({
      valence: 0,
      arousal: 0,
      mood: 'neutral',
      confidence: null,
      emotions: [],
      model: { id: 'ear-1', notice: 'There are no words to read here.' },
    });
  });

  test('read many texts as each alone, in order', async () => {
    const { call } = await openTestEngine({ modelsDir: tinyModels() });
    const texts = ['a happy day', '', 'sad night', 'not happy at all'];
    const together = await call('emotion.inferMany', { texts });
    for (const [at, text] of texts.entries()) {
      const alone = await call('emotion.infer', { text });
      expect(together[at]!.valence).toBeCloseTo(alone.valence, 5);
      expect(together[at]!.mood).toBe(alone.mood);
    }
  });
});

describe('switching', () => {
  test('takes effect at once, is announced, and is remembered by the next start', async () => {
    const modelsDir = tinyModels();
    const { call, engine, profile, announcements } = await openTestEngine({ modelsDir });
    expect((await call('emotion.infer', { text: 'fine' })).model.id).toBe('ear-1');
    expect(await call('models.use', { id: 'ridge-1' })).toMatchObject({ inUseFor: ['emotion'] });
    expect((await call('emotion.infer', { text: 'fine' })).model.id).toBe('ridge-1');
    expect((await call('text.embed', { texts: ['fine'] })).model).toBe('ear-1');
    expect(announcements.map(({ name }) => name)).toContain('models.change');
    await engine.close();
    const again = await openTestEngine({ profile, modelsDir });
    expect((await again.call('emotion.infer', { text: 'fine' })).model.id).toBe('ridge-1');
  });

  test('goes back to the choice before; where none was made, to the linear model', async () => {
    const { call } = await openTestEngine({ modelsDir: tinyModels() });
    await call('models.rollback', {});
    expect(await uses(call)).toEqual({ 'ear-1': ['search'], 'ridge-1': ['emotion'] });
    expect((await call('emotion.infer', { text: 'fine' })).model.id).toBe('ridge-1');
    await call('models.rollback', {});
    expect((await call('emotion.infer', { text: 'fine' })).model.id).toBe('ear-1');
  });

  test('of both tasks is taken back for both', async () => {
    const { call } = await openTestEngine({ modelsDir: tinyModels() });
    const other = earFolder(join(temporaryDirectory(), 'ear-2'), { id: 'ear-2' });
    await call('models.add', { folder: other });
    await call('models.use', { id: 'ear-2' });
    expect(await uses(call)).toMatchObject({ 'ear-2': ['emotion', 'search'], 'ear-1': [] });
    await call('models.rollback', {});
    expect(await uses(call)).toMatchObject({ 'ear-2': [], 'ear-1': ['emotion', 'search'] });
  });

  test('is refused where there is no such model, it cannot do the task, or nothing lies before it', async () => {
    const { call } = await openTestEngine({ modelsDir: tinyModels() });
    await expect(call('models.use', { id: 'nothing' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(call('models.use', { id: 'ridge-1', task: 'search' })).rejects.toMatchObject({
      code: 'bad-request',
    });
    await expect(call('models.rollback', { task: 'search' })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(call('models.use', { id: 'ear-1', task: 'taste' as never })).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(await uses(call)).toEqual({ 'ear-1': ['emotion', 'search'], 'ridge-1': [] });
  });
});

describe('a damaged ear', () => {
  test.each<[what: string, damage: (folder: string) => void]>([
    ['without its tokenizer', (folder) => rmSync(join(folder, 'tokenizer.json'))],
    ['truncated', (folder) => truncateSync(join(folder, 'model-int8.onnx'), 100)],
    ['with other sums', (folder) => appendFileSync(join(folder, 'wide.json'), ' ')],
    ['without its description', (folder) => put(folder, 'model.json', '{')],
  ])('%s gives way to the linear model, and every answer says so', async (_what, damage) => {
    const modelsDir = tinyModels();
    damage(join(modelsDir, 'ear-1'));
    const { call } = await openTestEngine({ modelsDir });
    const { model } = await call('emotion.infer', { text: 'so happy' });
    expect(model).toMatchObject({
      id: 'ridge-1',
      kind: 'model',
      notice: expect.stringMatching(/ridge-1 is used instead/),
    });
    const report = await call('engine.doctor', {});
    expect(report.checks.filter(({ state }) => state === 'failed').length).toBeGreaterThan(0);
    await expect(call('text.embed', { texts: ['so happy'] })).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(/waves models add/),
    });
  });
});

describe('adding a model', () => {
  test('makes it one of the list; used for search it gives vectors of length 1', async () => {
    const { call, announcements } = await openTestEngine({ modelsDir: tinyModels() });
    const added = await call('models.add', { folder: miniLm() });
    expect(added).toMatchObject({ id: 'tiny-minilm', origin: 'added', tasks: ['search'], inUseFor: [] });
    expect(announcements.map(({ name }) => name)).toContain('models.change');
    await call('models.use', { id: added.id });
    const { model, size, vectors, provider } = await call('text.embed', { texts: ['a happy day', 'rain'] });
    expect({ model, size, provider, count: vectors.length }).toEqual({
      model: 'tiny-minilm',
      size: 6,
      provider: 'cpu',
      count: 2,
    });
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    expect(await uses(call)).toMatchObject({ 'ear-1': ['emotion'], 'tiny-minilm': ['search'] });
  });

  test.each<[what: string, spoil: (folder: string) => void, message: RegExp]>([
    ['without a tokenizer', (folder) => rmSync(join(folder, 'tokenizer.json')), /has no tokenizer\.json/],
    [
      'with inputs of something else',
      (folder) =>
        sentenceTransformersFolder(folder, 'bert', { graph: tokenGraph(20, true, { ids: 'pixels' }) }),
      /asks for the input "pixels"/,
    ],
    [
      'truncated mid-way',
      (folder) => truncateSync(join(folder, 'onnx/model.onnx'), 200),
      /damaged or was cut off/,
    ],
    [
      'with embeddings of another size',
      (folder) =>
        put(folder, '1_Pooling/config.json', { word_embedding_dimension: 9, pooling_mode_mean_tokens: true }),
      /embeddings of 6 numbers, but its folder says 9/,
    ],
    ['that is not there', (folder) => renameSync(folder, `${folder}-away`), /There is no folder/],
  ])('%s is refused with what is wrong, and the working model stays', async (_what, spoil, message) => {
    const { call } = await openTestEngine({ modelsDir: tinyModels() });
    const folder = miniLm();
    spoil(folder);
    await expect(call('models.add', { folder })).rejects.toMatchObject({
      message: expect.stringMatching(message),
    });
    expect(await uses(call)).toEqual({ 'ear-1': ['emotion', 'search'], 'ridge-1': [] });
    expect((await call('text.embed', { texts: ['rain'] })).model).toBe('ear-1');
  });

  test('that is changed afterwards is found by verifying', async () => {
    const { call, profile } = await openTestEngine({ modelsDir: tinyModels() });
    const { id } = await call('models.add', { folder: miniLm() });
    expect((await call('models.verify', {})).every(({ ok }) => ok)).toBe(true);
    appendFileSync(join(profile, 'models', id, 'tokenizer.json'), ' ');
    expect(await call('models.verify', { id })).toMatchObject([
      { id, ok: false, problem: expect.stringMatching(/tokenizer\.json .* was changed/) },
    ]);
    await expect(call('models.use', { id })).rejects.toMatchObject({ code: 'model-unusable' });
    await expect(call('models.verify', { id: 'nothing' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('doctor names every model and the provider of each that is at work', async () => {
  const { call } = await openTestEngine({ modelsDir: tinyModels() });
  const { ok, checks } = await call('engine.doctor', {});
  expect(ok).toBe(true);
  expect(checks).toContainEqual(
    expect.objectContaining({
      name: 'Model ear-1',
      detail: expect.stringMatching(/in use for emotion and search/),
    }),
  );
  expect(checks).toContainEqual(expect.objectContaining({ name: 'Model ridge-1', state: 'ok' }));
  expect(checks).toContainEqual(
    expect.objectContaining({ name: 'ONNX provider cpu', detail: expect.stringMatching(/^ear-1: /) }),
  );
});
