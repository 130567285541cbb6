import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { calibrate } from '../../../src-main/emotion/calibrate.ts';
import { openReader, type Reader } from '../../../src-main/encoder/openReader.ts';
import { openTestEar } from '../../support/openTestEar.ts';
import { modelsDir } from './modelsCopy.ts';

const folder = join(modelsDir, 'ear-1');
const fixtures = join(folder, 'fixtures.json');
const hasEar = existsSync(join(folder, 'model.json'));

type Case = {
  text: string;
  ids: number[];
  wide: number[];
  words: number[];
  counts: number[];
  vad: number[];
  emotions: number[];
  sentiment: number[];
  embedding: number[];
  point: [valence: number, arousal: number];
};

async function open(): Promise<Reader> {
  const reader = await openReader(folder, { providers: 'cpu' });
  onTestFinished(() => reader.close());
  return reader;
}

function largestDifference(found: ArrayLike<number>, expected: readonly number[]): number {
  return Math.max(...expected.map((value, at) => Math.abs(value - found[at]!)));
}

describe.skipIf(!existsSync(fixtures))('ear-1 beside its training (skipped without its fixtures)', () => {
  const { cases } = existsSync(fixtures)
    ? (JSON.parse(readFileSync(fixtures, 'utf8')) as { cases: Case[] })
    : { cases: [] };

  test('gets the same tokens and the same counted words', async () => {
    const { encoder } = await open();
    expect(cases.length).toBeGreaterThan(20);
    for (const { text, ids, words, counts } of cases) {
      expect(encoder.tokenizer.frame(encoder.tokenizer.tokenise(text), encoder.longest), text).toEqual(ids);
      expect(encoder.words!.count(text), text).toEqual({ ids: words, counts });
    }
  });

  test('gives the same numbers, and so the same point', async () => {
    const { encoder } = await open();
    const calibration = encoder.manifest!.calibration!;
    // Dynamic int8 takes its scale from the whole batch, and the training read these in batches.
    for (const { text, vad, embedding, point } of cases) {
      const [found] = await encoder.encode([{ text, ids: encoder.tokenizer.tokenise(text) }]);
      expect(largestDifference(found!.heads['vad']!, vad), text).toBeLessThan(0.01);
      expect(largestDifference(found!.embedding, embedding), text).toBeLessThan(0.06);
      const [valence, arousal] = found!.heads['vad']!;
      const placed = calibrate({ valence: valence!, arousal: arousal! }, calibration);
      expect(largestDifference([placed.valence, placed.arousal], point), text).toBeLessThan(0.03);
    }
  });
});

describe.skipIf(!hasEar)('ear-1 (skipped while it is not there)', () => {
  test('gives the same meaning by its graph for meaning alone', async () => {
    const { encoder } = await open();
    const alone = await openReader(folder, { providers: 'cpu', graph: 'meaning.onnx' });
    onTestFinished(() => alone.close());
    for (const text of ['a calm song with low acousticness', 'NOT happy at all!!!', '😂', '']) {
      const texts = [{ text, ids: encoder.tokenizer.tokenise(text) }];
      const [[whole], [part]] = [await encoder.encode(texts), await alone.encoder.encode(texts)];
      expect(part!.embedding.length).toBe(256);
      expect(largestDifference(part!.embedding, [...whole!.embedding]), text).toBeLessThan(1e-5);
    }
  });

  test.each([
    ['I just had a great day at work!', 1, 1],
    ['I am furious', -1, 1],
    ['so tired and empty', -1, -1],
    ['calm and peaceful evening', 1, -1],
  ])('puts "%s" into its quadrant', async (text, valence, arousal) => {
    const ear = await openTestEar(modelsDir);
    onTestFinished(() => ear.close());
    const reading = await ear.read(text);
    expect(reading.model).toEqual({ id: 'ear-1', kind: 'model', notice: null });
    expect(reading.valence * valence).toBeGreaterThan(0.1);
    expect(reading.arousal * arousal).toBeGreaterThan(0.1);
  });
});
