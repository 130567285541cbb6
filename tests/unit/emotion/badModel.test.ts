import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Ear } from '../../../src-main/emotion/openEar.ts';
import { openTestEar } from '../../support/openTestEar.ts';
import { modelsCopy, replaceModelFile } from './modelsCopy.ts';

const GRAPH = 'ridge-1/model.onnx';
const VOCABULARY = 'ridge-1/vocabulary.txt';

type Break = (dir: string) => void;

function change(path: string, edit: (content: Buffer) => Uint8Array): Break {
  return (dir) => writeFileSync(join(dir, path), edit(readFileSync(join(dir, path))));
}

function changeAndSign(path: string, edit: (content: Buffer) => Uint8Array): Break {
  return (dir) => replaceModelFile(dir, path, edit(readFileSync(join(dir, path))));
}

function changeManifest(edit: (model: Record<string, unknown>) => void): Break {
  return change('manifest.json', (content) => {
    const manifest = JSON.parse(content.toString());
    edit(manifest.models.find(({ id }: { id: string }) => id === 'ridge-1'));
    return Buffer.from(JSON.stringify(manifest));
  });
}

/** Renames the graph's output where its bytes name it, which keeps the file's length. */
function renameOutput(graph: Buffer): Buffer {
  return Buffer.from(graph.toString('latin1').replaceAll('valence_arousal', 'valence_AROUSAL'), 'latin1');
}

function flipByte(content: Buffer): Buffer {
  content.writeUInt8(content.readUInt8(content.length >> 1) ^ 1, content.length >> 1);
  return content;
}

async function openedAfter(breakIt: Break): Promise<Ear> {
  const dir = modelsCopy();
  breakIt(dir);
  return openTestEar(dir);
}

const breaks: [what: string, breakIt: Break, notice: RegExp][] = [
  ['no directory', (dir) => rmSync(dir, { recursive: true }), /manifest\.json\) is missing/],
  ['no manifest', (dir) => rmSync(join(dir, 'manifest.json')), /manifest\.json\) is missing/],
  ['a manifest that is no JSON', change('manifest.json', () => Buffer.from('{')), /damaged/],
  [
    'a manifest of another kind',
    change('manifest.json', () => Buffer.from('{"format":2,"models":[]}')),
    /damaged: format/,
  ],
  [
    'no model for the task',
    change('manifest.json', () => Buffer.from('{"format":1,"models":[]}')),
    /no model for emotion/,
  ],
  [
    'a reader of another version',
    changeManifest((model) => (model['reader'] = 'words-99')),
    /reader words-99, which this version/,
  ],
  [
    'no calibration',
    changeManifest((model) => delete model['calibration']),
    /damaged: models\.\d+\.calibration/,
  ],
  [
    'a file outside the directory',
    changeManifest((model) => ((model['files'] as { path: string }[])[0]!.path = '../model.onnx')),
    /damaged: models\.\d+\.files\.0\.path/,
  ],
  ['no graph', (dir) => rmSync(join(dir, GRAPH)), /model\.onnx .* is missing\. .* Install the app again/],
  [
    'a truncated graph',
    (dir) => truncateSync(join(dir, GRAPH), 1000),
    /model\.onnx .* was changed or damaged/,
  ],
  ['a graph with one wrong bit', change(GRAPH, flipByte), /model\.onnx .* was changed or damaged/],
  [
    'a truncated graph that is signed',
    changeAndSign(GRAPH, (content) => content.subarray(0, 1000)),
    /could not be started/,
  ],
  ['an empty graph that is signed', changeAndSign(GRAPH, () => Buffer.from('x')), /could not be started/],
  ['a graph with another output that is signed', changeAndSign(GRAPH, renameOutput), /wrong shape/],
  ['no vocabulary', (dir) => rmSync(join(dir, VOCABULARY)), /vocabulary\.txt .* is missing/],
  [
    'a vocabulary longer than the graph that is signed',
    changeAndSign(VOCABULARY, (content) => Buffer.concat([content, Buffer.from('zzqx\n')])),
    /could not be started/,
  ],
];

describe('an ear without its model', () => {
  test.each(breaks)('answers by the lexicon and says why: %s', async (_, breakIt, notice) => {
    const ear = await openedAfter(breakIt);
    const { valence, arousal, model } = await ear.read('I am furious');
    expect(valence).toBeLessThan(-0.2);
    expect(arousal).toBeGreaterThan(0.2);
    expect(model).toMatchObject({ id: 'lexicon', kind: 'lexicon' });
    expect(model.notice).toMatch(notice);
    expect(model.notice).toContain('word list');
    expect((await ear.check()).filter(({ ok }) => !ok).map(({ problem }) => problem)).toEqual([
      expect.stringMatching(notice),
    ]);
    await ear.close();
  });

  test('says which provider failed', async () => {
    const ear = await openedAfter(changeAndSign(GRAPH, () => Buffer.from('x')));
    expect((await ear.read('fine')).model.notice).toMatch(/could not be started \(cpu: /);
    expect(await ear.providers()).toEqual([]);
  });

  test('gives a point in the plane for any string', async () => {
    const ear = await openedAfter((dir) => rmSync(join(dir, GRAPH)));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const { valence, arousal } = await ear.read(text);
        return Math.abs(valence) <= 1 && Math.abs(arousal) <= 1;
      }),
    );
  });

  test('reads an empty text as neutral', async () => {
    const ear = await openedAfter((dir) => rmSync(join(dir, GRAPH)));
    expect(await ear.read('  ')).toMatchObject({ valence: 0, arousal: 0, mood: 'neutral' });
  });

  test('still reads after it was closed', async () => {
    const ear = await openTestEar(modelsCopy());
    await ear.close();
    expect((await ear.read('so happy')).model.notice).toContain('were closed');
  });

  test('notices a file that breaks after opening, although it goes on answering', async () => {
    const dir = modelsCopy();
    const ear = await openTestEar(dir);
    await ear.wake();
    rmSync(join(dir, GRAPH));
    expect(await ear.check()).toMatchObject([
      { id: 'ridge-1', ok: false, problem: expect.stringMatching(/model\.onnx .* is missing/) },
    ]);
    expect((await ear.read('so happy')).model.kind).toBe('model');
    await ear.close();
  });
});
