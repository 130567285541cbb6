import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { sentenceTransformersFolder } from '../support/onnx/tinyFolders.ts';
import { tinyModels } from '../support/onnx/tinyModels.ts';
import { runWaves, type WavesRun } from '../support/runWaves.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';

const finite = expect.any(Number) as number;

let profile: string;
beforeAll(() => {
  profile = mkdtempSync(join(tmpdir(), 'waves-cli-models-'));
});
afterAll(() => rmSync(profile, { recursive: true, force: true }));

/** Runs on tiny models in place of the shipped ones. */
function waves(modelsDir: string, ...args: string[]): Promise<WavesRun> {
  return runWaves(profile, [...args, '--models', modelsDir, '--json']);
}

function idsInUse({ json }: WavesRun): Record<string, string[]> {
  const { models } = json as { models: { id: string; inUseFor: string[] }[] };
  return Object.fromEntries(models.map(({ id, inUseFor }) => [id, inUseFor]));
}

describe('models', () => {
  test('lists, switches, goes back and remembers between runs', async () => {
    const models = tinyModels();
    expect(idsInUse(await waves(models, 'models'))).toEqual({
      'ear-1': ['emotion', 'search'],
      'ridge-1': [],
    });
    const used = await waves(models, 'models', 'use', 'ridge-1');
    expect(used).toMatchObject({ code: 0, stderr: '' });
    expect(used.json).toMatchObject({ id: 'ridge-1', inUseFor: ['emotion'] });
    expect((await waves(models, 'infer', 'so happy')).json).toMatchObject({ model: 'ridge-1' });
    const back = await waves(models, 'models', 'rollback');
    expect(idsInUse(back)).toMatchObject({ 'ear-1': ['emotion', 'search'] });
    expect((await waves(models, 'infer', 'so happy')).json).toMatchObject({ model: 'ear-1' });
  });

  test('adds a folder, uses it for search, and embeds each text with it', async () => {
    const models = tinyModels();
    const folder = sentenceTransformersFolder(join(temporaryDirectory(), 'tiny-mpnet'), 'mpnet');
    const added = await waves(models, 'models', 'add', folder);
    expect(added.json).toMatchObject({ id: 'tiny-mpnet', origin: 'added', tasks: ['search'] });
    await waves(models, 'models', 'use', 'tiny-mpnet', '--task', 'search');
    const { code, json } = await waves(models, 'embed', 'a happy day', 'rain');
    expect(code).toBe(0);
    expect(json).toMatchObject({ model: 'tiny-mpnet', size: 6, provider: 'cpu', ms: finite });
    const { vectors } = json as { vectors: number[][] };
    expect(vectors.map((vector) => vector.length)).toEqual([6, 6]);
    expect((await waves(models, 'infer', 'so happy')).json).toMatchObject({ model: 'ear-1' });
  });

  test('verify ends with 1 when a file was changed, and says which', async () => {
    const models = tinyModels();
    expect((await waves(models, 'models', 'verify', 'ear-1')).code).toBe(0);
    truncateSync(join(models, 'ear-1/model-int8.onnx'), 500);
    const { code, json } = await waves(models, 'models', 'verify', 'ear-1');
    expect(code).toBe(1);
    expect(json).toMatchObject({
      models: [{ id: 'ear-1', ok: false, problem: expect.stringMatching(/model-int8\.onnx .* was changed/) }],
    });
  });

  test('bench times the models at work', async () => {
    const { code, json } = await waves(tinyModels(), 'models', 'bench', '--task', 'emotion');
    expect(code).toBe(0);
    expect(json).toEqual({
      rows: [
        expect.objectContaining({
          task: 'emotion',
          model: 'ear-1',
          p50Ms: finite,
          p95Ms: finite,
          batchMs: finite,
        }),
      ],
    });
  });

  test('embed without a model for search ends with 1 and says what to do', async () => {
    const models = tinyModels();
    rmSync(join(models, 'ear-1'), { recursive: true });
    const own = temporaryDirectory();
    const { code, json } = await runWaves(own, ['embed', 'rain', '--models', models, '--json']);
    expect(code).toBe(1);
    expect(json).toMatchObject({
      error: { code: 'model-unusable', message: expect.stringMatching(/waves models add/) },
    });
  });

  test.each([
    ['an unknown verb', ['models', 'sing'], 2],
    ['a name that every object has', ['models', 'toString'], 2],
    ['use without an id', ['models', 'use'], 2],
    ['use of two', ['models', 'use', 'a', 'b'], 2],
    ['an unknown task', ['models', 'rollback', '--task', 'taste'], 2],
    ['embed without a text', ['embed'], 2],
    ['a model that is not there', ['models', 'use', 'nothing'], 1],
    ['a folder that is not there', ['models', 'add', '/no/such/folder'], 1],
  ])('%s ends with one error document', async (_what, args, expected) => {
    const { code, json, stdout } = await waves(tinyModels(), ...args);
    expect(code).toBe(expected);
    expect(json).toMatchObject({ error: { code: expect.any(String), message: expect.stringMatching(/\S/) } });
    expect(stdout.trimEnd()).not.toContain('\n');
  });
});

describe('infer', () => {
  test('prints confidence, emotions and provider beside the point', async () => {
    const { json } = await waves(tinyModels(), 'infer', 'a happy day');
    expect(json).toMatchObject({
      valence: finite,
      arousal: finite,
      confidence: finite,
      mood: expect.any(String),
      emotions: [expect.objectContaining({ label: expect.any(String), p: finite }), ...rest(json)],
      model: 'ear-1',
      provider: 'cpu',
      ms: finite,
    });
  });

  test('keeps the order of more lines than are read at once, each as if read alone', async () => {
    const models = tinyModels();
    const lines = Array.from({ length: 300 }, (_, at) => `${'happy '.repeat(at % 7)}number ${at}`);
    const run = await runWaves(profile, ['infer', '--stdin', '--models', models, '--json'], lines.join('\n'));
    const documents = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { valence: number });
    expect(documents).toHaveLength(300);
    for (const at of [0, 63, 64, 150, 299]) {
      const alone = (await waves(models, 'infer', lines[at]!)).json as { valence: number };
      expect(documents[at]!.valence).toBeCloseTo(alone.valence, 4);
    }
  });
});

/** All but the first of the emotions that were named, whatever they are. */
function rest(json: unknown): unknown[] {
  return (json as { emotions: unknown[] }).emotions.slice(1);
}
