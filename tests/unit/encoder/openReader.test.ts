import { describe, expect, onTestFinished, test } from 'vitest';

import type { Heard } from '../../../src-main/encoder/heard.ts';
import { openReader, type Reader } from '../../../src-main/encoder/openReader.ts';
import { earFolder, sentenceTransformersFolder } from '../../support/onnx/tinyFolders.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

async function open(folder: string): Promise<Reader> {
  const reader = await openReader(folder, { providers: 'cpu' });
  onTestFinished(() => reader.close());
  return reader;
}

function openEar(changes: object = {}): Promise<Reader> {
  return open(earFolder(temporaryDirectory(), { changes }));
}

const happy = 'happy happy happy happy happy. '.repeat(12);
const sad = 'sad sad sad sad sad. '.repeat(12);

describe('what is heard in a text', () => {
  test('is a point, a sentiment, emotions as probabilities, and a direction of length 1', async () => {
    const reader = await openEar();
    const [heard] = await reader.read(['A happy day!']);
    expect(Math.abs(heard!.point!.valence)).toBeLessThanOrEqual(1);
    expect(Math.abs(heard!.sentiment!)).toBeLessThanOrEqual(1);
    expect([...heard!.emotions!].every((p) => p > 0 && p < 1)).toBe(true);
    expect(Math.hypot(...heard!.embedding)).toBeCloseTo(1);
    expect(heard).toMatchObject({ confidence: null, notice: null });
  });

  test('is only a direction where the model knows nothing of emotion', async () => {
    const reader = await open(
      sentenceTransformersFolder(temporaryDirectory(), 'mpnet', { normalise: false }),
    );
    const [heard] = await reader.read(['A happy day!']);
    expect(heard).toMatchObject({ point: null, sentiment: null, emotions: null, confidence: null });
    expect(Math.hypot(...heard!.embedding)).toBeCloseTo(1);
  });

  test('comes with a confidence where the model was calibrated for it', async () => {
    const reader = await openEar({ confidence: { bias: 0.5, weights: { shareUnknown: -3 } } });
    const [known, foreign] = await reader.read(['a happy day', 'Ω Ж Ω Ж']);
    expect(known!.confidence).toBeCloseTo(1 / (1 + Math.exp(-0.5)));
    expect(foreign!.confidence).toBeCloseTo(1 / (1 + Math.exp(2.5)));
  });

  test('in a long text leans to its end', async () => {
    const reader = await openEar();
    const [onlyHappy, onlySad, upward, downward] = await reader.read([happy, sad, sad + happy, happy + sad]);
    const distance = (from: typeof onlyHappy, to: typeof onlyHappy) =>
      Math.abs(from!.point!.valence - to!.point!.valence);
    expect(distance(upward, onlyHappy)).toBeLessThan(distance(downward, onlyHappy));
    expect(distance(downward, onlySad)).toBeLessThan(distance(upward, onlySad));
  });

  test('counts the last words of a text that a truncating reader would never see', async () => {
    const reader = await openEar();
    const [with_, without] = await reader.read([`${happy}${happy}${sad}`, `${happy}${happy}`]);
    expect(with_!.point!.valence).not.toBeCloseTo(without!.point!.valence, 3);
    expect(with_!.notice).toBeNull();
    expect(Math.hypot(...with_!.embedding)).toBeCloseTo(1);
  });

  test('in a megabyte of text is heard in bounded time and says that parts were passed over', async () => {
    const reader = await openEar();
    const start = performance.now();
    const [heard] = await reader.read(['It was a happy day in the rain. '.repeat(32_000)]);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(heard!.notice).toMatch(/too long to be read whole/);
    expect(Number.isFinite(heard!.point!.valence)).toBe(true);
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['emoji', '😀😞'],
    ['control characters', '\u0000\u0007\u001b[31m'],
    ['right-to-left text', 'اليوم كان يوما سعيدا'],
    ['half a character', '\ud83d'],
    ['the model’s own marks', '[CLS] [SEP] [PAD]'],
  ])('is finite for %s', async (_what, text) => {
    const reader = await openEar();
    const [heard] = await reader.read([text]);
    expect(Number.isFinite(heard!.point!.valence + heard!.point!.arousal)).toBe(true);
    expect(heard!.embedding.every(Number.isFinite)).toBe(true);
  });
});

describe('reading again', () => {
  test('gives the very same, without asking the model', async () => {
    const reader = await openEar();
    const [first] = await reader.read(['a happy day']);
    const [again, other] = await reader.read(['a happy day', 'rain']);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('the same text twice at once reads it once', async () => {
    const reader = await openEar();
    const [one, two] = await reader.read(['rain', 'rain']);
    expect(two).toBe(one);
  });

  test('keeps the order among long and short, known and new', async () => {
    const reader = await openEar();
    const texts = [happy + sad, 'rain', '', sad + happy, 'night', happy];
    const alone: Heard[] = [];
    for (const text of texts) alone.push((await reader.read([text]))[0]!);
    const fresh = await openEar();
    await fresh.read(['night']);
    const together = await fresh.read(texts);
    together.forEach((heard, at) => {
      expect(heard.point!.valence).toBeCloseTo(alone[at]!.point!.valence, 5);
      expect(heard.point!.arousal).toBeCloseTo(alone[at]!.point!.arousal, 5);
    });
  });
});
