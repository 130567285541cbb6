import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { earFolder, put, sentenceTransformersFolder, tinyWide } from '../../support/onnx/tinyFolders.ts';
import { earGraph, tokenGraph } from '../../support/onnx/tinyGraphs.ts';
import { vocabularyOf } from '../../support/onnx/tinyTokenizer.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';
import { answering, openRegistry, place } from './registryFixture.ts';

function folderNamed(name: string): string {
  return join(temporaryDirectory(), name);
}

function added(profile: string): string[] {
  const directory = join(profile, 'models');
  return existsSync(directory) ? readdirSync(directory) : [];
}

describe('adding a model', () => {
  test.each([
    ['MiniLM', 'bert'],
    ['mpnet', 'mpnet'],
  ] as const)('of the layout of %s copies what is needed, and it can be used', async (_name, family) => {
    const here = place();
    const { registry } = await openRegistry(here);
    const source = sentenceTransformersFolder(folderNamed('Some Model v2'), family);
    put(source, 'pytorch_model.bin', 'large and of no use here');
    put(source, 'README.md', '---\nlanguage: en\nlicense: apache-2.0\n---\n# Some model');
    const entry = await registry.add(source);
    expect(entry).toMatchObject({
      id: 'some-model-v2',
      tasks: ['search'],
      licence: 'apache-2.0',
      source: `added from ${source} (tests/tiny-${family})`,
      metrics: { embeddingSize: 6 },
    });
    expect(existsSync(join(entry.folder, 'pytorch_model.bin'))).toBe(false);
    rmSync(source, { recursive: true });
    await registry.use('search', entry.id);
    expect(await answering(registry, 'search')).toBe(entry.id);
  });

  test('of the app’s own kind takes its id, and may be used for emotion', async () => {
    const { registry } = await openRegistry(place());
    const graph = { ...earGraph(vocabularyOf('bert').length, tinyWide.names.length), opset: 16 };
    const source = earFolder(folderNamed('export'), { id: 'Ear-3', graph });
    put(source, 'check.json', []);
    const entry = await registry.add(source);
    expect(entry).toMatchObject({ id: 'ear-3', tasks: ['emotion', 'search'], origin: 'added' });
    expect(existsSync(join(entry.folder, 'check.json'))).toBe(false);
    await registry.use('emotion', 'ear-3');
    expect(await answering(registry, 'emotion')).toBe('ear-3');
  });

  test('of the app’s own kind whose sums do not hold is refused', async () => {
    const here = place();
    const { registry } = await openRegistry(here);
    const graph = { ...earGraph(vocabularyOf('bert').length, tinyWide.names.length), opset: 16 };
    const source = earFolder(folderNamed('export'), { id: 'ear-3', graph });
    appendFileSync(join(source, 'wide.json'), ' ');
    await expect(registry.add(source)).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(/wide\.json .* was changed/),
    });
    expect(added(here.profile)).toEqual([]);
  });

  test('in another version keeps both side by side', async () => {
    const { registry } = await openRegistry(place());
    const first = sentenceTransformersFolder(folderNamed('model'), 'bert');
    const second = sentenceTransformersFolder(folderNamed('model'), 'bert', {
      graph: { ...tokenGraph(vocabularyOf('bert').length, true), opset: 16 },
    });
    const ids = [(await registry.add(first)).id, (await registry.add(second)).id];
    expect(ids[0]).toBe('model');
    expect(ids[1]).toMatch(/^model-[0-9a-f]{8}$/);
    for (const id of ids) {
      await registry.use('search', id);
      expect(await answering(registry, 'search')).toBe(id);
    }
  });

  test('out of the cache of Hugging Face follows its links and takes the model’s name', async () => {
    const { registry } = await openRegistry(place());
    const cache = temporaryDirectory();
    const snapshot = join(
      cache,
      'models--someone--Good-Model/snapshots/0123456789abcdef0123456789abcdef01234567',
    );
    sentenceTransformersFolder(snapshot, 'mpnet');
    const blob = join(cache, 'models--someone--Good-Model/blobs/aa');
    mkdirSync(join(blob, '..'), { recursive: true });
    renameSync(join(snapshot, 'onnx/model.onnx'), blob);
    symlinkSync(blob, join(snapshot, 'onnx/model.onnx'));
    const entry = await registry.add(snapshot);
    expect(entry.id).toBe('good-model');
    rmSync(cache, { recursive: true });
    await registry.use('search', entry.id);
    expect(await answering(registry, 'search')).toBe('good-model');
  });

  test('that does not fit leaves nothing behind and says what is wrong', async () => {
    const here = place();
    const { registry } = await openRegistry(here);
    const source = sentenceTransformersFolder(folderNamed('wrong'), 'bert', {
      graph: tokenGraph(20, true, { ids: 'pixel_values' }),
    });
    await expect(registry.add(source)).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(/pixel_values/),
    });
    expect(added(here.profile)).toEqual([]);
    expect((await registry.list()).map(({ id }) => id)).toEqual(['ear-b', 'ear-a']);
  });

  test.each([
    ['a folder that is not there', (folder: string) => join(folder, 'missing'), 'not-found'],
    [
      'a file',
      (folder: string) => (put(folder, 'model.onnx', 'x'), join(folder, 'model.onnx')),
      'bad-request',
    ],
    ['an empty folder', (folder: string) => folder, 'model-unusable'],
  ])('from %s is refused', async (_what, make, code) => {
    const here = place();
    const { registry } = await openRegistry(here);
    await expect(registry.add(make(temporaryDirectory()))).rejects.toMatchObject({ code });
    expect(added(here.profile)).toEqual([]);
  });

  test('twice is refused the second time, whatever the folder is called', async () => {
    const { registry } = await openRegistry(place());
    await registry.add(sentenceTransformersFolder(folderNamed('one'), 'bert'));
    await expect(registry.add(sentenceTransformersFolder(folderNamed('two'), 'bert'))).rejects.toMatchObject({
      code: 'bad-request',
      message: 'This model is there already, as one.',
    });
  });

  test('never writes outside its own folder, whatever the settings name', async () => {
    const here = place();
    const { registry } = await openRegistry(here);
    const source = sentenceTransformersFolder(folderNamed('sly'), 'bert');
    put(source, 'modules.json', [
      { type: 'sentence_transformers.models.Transformer', path: '' },
      { type: 'sentence_transformers.models.Pooling', path: '../../../1_Pooling' },
    ]);
    await expect(registry.add(source)).rejects.toMatchObject({ code: 'model-unusable' });
    expect(added(here.profile)).toEqual([]);
  });

  test('that was cut off is swept away at the next start, and what is there stays', async () => {
    const here = place();
    const first = await openRegistry(here);
    await first.registry.add(sentenceTransformersFolder(folderNamed('whole'), 'bert'));
    put(join(here.profile, 'models/.adding-1234'), 'model.onnx', 'half');
    const { registry } = await openRegistry(here);
    expect(added(here.profile)).toEqual(['whole']);
    expect((await registry.list()).map(({ id }) => id)).toContain('whole');
  });

  test('writes a record that the list is read from; without a readable one there is no model', async () => {
    const here = place();
    const { registry } = await openRegistry(here);
    const { folder } = await registry.add(sentenceTransformersFolder(folderNamed('whole'), 'bert'));
    expect(JSON.parse(readFileSync(join(folder, 'added.json'), 'utf8'))).toMatchObject({
      format: 1,
      id: 'whole',
    });
    put(folder, 'added.json', '{');
    expect((await registry.list()).map(({ id }) => id)).toEqual(['ear-b', 'ear-a']);
  });
});
