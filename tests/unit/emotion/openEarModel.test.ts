import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import type { Ear } from '../../../src-main/emotion/openEar.ts';
import { earFolder } from '../../support/onnx/tinyFolders.ts';
import { tinyModels } from '../../support/onnx/tinyModels.ts';
import { openTestEar } from '../../support/openTestEar.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

async function open(modelsDir: string): Promise<Ear> {
  const ear = await openTestEar(modelsDir);
  onTestFinished(() => ear.close());
  return ear;
}

describe('an ear that counts words', () => {
  test('places what it knows by its calibration', async () => {
    const { valence, arousal, raw, model } = await (await open(tinyModels())).read('happy, sad, happy');
    expect(valence).toBeCloseTo(Math.tanh(2 * (raw.valence - 0.1)), 6);
    expect(arousal).toBeCloseTo(Math.tanh(0.5 * raw.arousal), 6);
    expect(model).toEqual({ id: 'ear-1', kind: 'model', notice: null });
  });

  test('stays near the middle where it knows few of the words, and says so', async () => {
    const { valence, arousal, model } = await (await open(tinyModels())).read('happy Zufriedenheit überall');
    expect(Math.hypot(valence, arousal)).toBeLessThan(0.1);
    expect(model.notice).toMatch(/reads English/);
  });

  test('believes itself where words are only misspelt', async () => {
    const ear = await open(tinyModels());
    const [right, slipped] = await ear.readMany(['sad happy', 'sad hapy']);
    expect(right!.model.notice).toBeNull();
    expect(slipped!.model.notice).toBeNull();
  });
});

test('an ear without calibration and vocabulary takes its own point, inside the plane', async () => {
  const modelsDir = temporaryDirectory();
  earFolder(join(modelsDir, 'ear-x'), { id: 'ear-x' });
  const ear = await open(modelsDir);
  const { valence, arousal, raw, confidence, emotions } = await ear.read('a happy day');
  expect({ valence, arousal }).toEqual(raw);
  expect(confidence).toBeNull();
  expect(emotions.length).toBeGreaterThan(0);
  expect(await ear.read('')).toMatchObject({ valence: 0, arousal: 0, emotions: [] });
});

test('a megabyte of text is read in bounded time by an ear too', async () => {
  const ear = await open(tinyModels());
  const start = process.cpuUsage();
  const { model } = await ear.read('xyzw happy dya. '.repeat(62_500));
  const { user, system } = process.cpuUsage(start);
  expect(model.notice).toMatch(/too long to be read whole/);
  expect((user + system) / 1000).toBeLessThan(2_000);
});
