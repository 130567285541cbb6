import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Ear, EmotionReading } from '../../../src-main/emotion/openEar.ts';
import { openTestEar } from '../../support/openTestEar.ts';
import { copyRidge } from './modelsCopy.ts';

let ear: Ear;
const directory = mkdtempSync(join(tmpdir(), 'waves-ear-'));
beforeAll(async () => {
  copyRidge(directory);
  ear = await openTestEar(directory);
});
afterAll(async () => {
  await ear.close();
  rmSync(directory, { recursive: true });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom('happy', 'not', 'so', 'FURIOUS', '!', '😭', ':)', 'calm', '\n', 'zzz', '. '))
    .map((words) => words.join(' ')),
);

function isInPlane({ valence, arousal, raw }: EmotionReading): boolean {
  const isInside = (axis: number) => axis >= -1 && axis <= 1;
  return (
    isInside(valence) && isInside(arousal) && Number.isFinite(raw.valence) && Number.isFinite(raw.arousal)
  );
}

describe('an ear with its model', () => {
  test('is heard from its model, without a notice', async () => {
    const { model } = await ear.read('I just had a great day at work!');
    expect(model).toEqual({ id: 'ridge-1', kind: 'model', notice: null });
  });

  test.each([
    ['I just had a great day at work!', 1, 1],
    ['Dancing in the kitchen with my kids, life is wonderful', 1, 1],
    ["Can't wait for the festival this weekend!", 1, 1],
    ['We won! 🎉🎉', 1, 1],
    ['I am furious', -1, 1],
    ["I'm terrified of losing my job", -1, 1],
    ["I'm really anxious about tomorrow", -1, 1],
    ['Totally stressed out and overwhelmed', -1, 1],
    ['so tired and empty', -1, -1],
    ['I feel so down and hopeless', -1, -1],
    ["I'm bored and everything is dull", -1, -1],
    ['Completely drained, I have no energy left', -1, -1],
    ['calm and peaceful evening', 1, -1],
    ['Relaxing in the bath with candles', 1, -1],
    ['Cosy evening under a blanket', 1, -1],
    ['Sitting in the garden, listening to the birds, so serene', 1, -1],
  ])('"%s" lies clearly in its quadrant', async (text, valence, arousal) => {
    const reading = await ear.read(text);
    expect(reading.valence * valence).toBeGreaterThan(0.15);
    expect(reading.arousal * arousal).toBeGreaterThan(0.15);
  });

  test.each([
    'not happy at all',
    "I don't like this, it isn't fun",
    'That was not a good idea',
    'I never have any fun',
  ])('"%s" is unpleasant although it names something pleasant', async (text) => {
    expect((await ear.read(text)).valence).toBeLessThan(-0.1);
  });

  test.each([
    'I bought milk and eggs',
    'The train arrives at nine',
    'It is Wednesday',
    'We moved the chairs',
  ])('"%s" stays near the centre', async (text) => {
    const { valence, arousal } = await ear.read(text);
    expect(Math.hypot(valence, arousal)).toBeLessThan(0.45);
  });

  test.each(['', ' ', '\n\t \u00a0\ufeff', '\u0000\u0007', '. , ;'])(
    '%j is neutral and says that there is nothing',
    async (text) => {
      const { valence, arousal, mood, model } = await ear.read(text);
      expect([valence, arousal, mood]).toEqual([0, 0, 'neutral']);
      expect(model).toEqual({ id: 'ridge-1', kind: 'model', notice: 'There are no words to read here.' });
    },
  );

  test.each(['😀😀', '❤️', '🥳🎉'])('%s alone is pleasant', async (text) => {
    expect((await ear.read(text)).valence).toBeGreaterThan(0.2);
  });

  test.each(['😡', '😭😭', '💔'])('%s alone is unpleasant', async (text) => {
    expect((await ear.read(text)).valence).toBeLessThan(-0.2);
  });

  test.each([
    'أنا سعيد جدا اليوم',
    'אני עצוב מאוד',
    '今天我很高兴。但是有点累',
    'とても嬉しい！',
    'Я очень счастлив сегодня',
    'Jestem dziś bardzo szczęśliwy, mimo że pada deszcz',
    'Ich bin heute überhaupt nicht zufrieden mit meiner Arbeit',
    "Aujourd'hui je suis tellement fatigué, j'ai besoin de dormir",
  ])('"%s" stays near the middle and says that it was not understood', async (text) => {
    const { valence, arousal, model } = await ear.read(text);
    expect(Math.hypot(valence, arousal)).toBeLessThan(0.3);
    expect(model.notice).toContain('reads English');
  });

  test('many texts are read like each alone, in order', async () => {
    const texts = Array.from({ length: 70 }, (_, i) => ['so happy', 'so sad', '', 'calm '.repeat(i)][i % 4]!);
    const readings = await ear.readMany(texts);
    expect(readings).toHaveLength(70);
    for (const [index, text] of texts.entries()) {
      const alone = await ear.read(text);
      expect(readings[index]!.valence).toBeCloseTo(alone.valence, 5);
      expect(readings[index]!.arousal).toBeCloseTo(alone.arousal, 5);
    }
  });

  test('no texts give no readings', async () => {
    expect(await ear.readMany([])).toEqual([]);
  });

  test.each([
    ['words', 'I am happy today. '],
    ['one word', 'happy'],
    ['emoji', '😀'],
    ['spaces', ' '],
    ['line feeds', '\n'],
    ['marks', '!'],
    ['another script', '今'],
  ])('a megabyte of %s takes less than 50 ms of the processor', async (_, unit) => {
    const text = unit.repeat(Math.ceil(1e6 / unit.length));
    await ear.read(text);
    const times = [];
    for (let run = 0; run < 5; run += 1) {
      // Of the processor, not the clock: other work on the machine must not count.
      const start = process.cpuUsage();
      await ear.read(text);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1000);
    }
    expect(Math.min(...times)).toBeLessThan(50);
  });

  test('what is cut off is said', async () => {
    const { model } = await ear.read('I am happy today. '.repeat(1000));
    expect(model.notice).toBe('Only the first 10,000 characters were read.');
  });

  test('any string gives a point in the plane', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => isInPlane(await ear.read(text))),
      { numRuns: 300 },
    );
  });

  test('is well', async () => {
    expect(await ear.check()).toEqual([{ id: 'ridge-1', ok: true, problem: null }]);
  });

  test('runs on the processor', async () => {
    expect(await ear.providers()).toMatchObject([{ model: 'ridge-1', provider: 'cpu', ok: true }]);
  });

  test('says which provider ran it; how sure it is and which emotions it hears it does not know', async () => {
    expect(await ear.read('so happy')).toMatchObject({ provider: 'cpu', confidence: null, emotions: [] });
  });

  test('gives no vectors, and says what to do about it', async () => {
    await expect(ear.embed(['so happy'])).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(/no model for search.*waves models add/),
    });
  });
});
