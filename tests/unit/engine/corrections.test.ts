import { describe, expect, test } from 'vitest';

import { MIN_CORRECTIONS } from '../../../src-main/learning/fitCorrection.ts';
import { tinyModels } from '../../support/onnx/tinyModels.ts';
import { openTestEngine } from '../../support/openTestEngine.ts';

type Opened = Awaited<ReturnType<typeof openTestEngine>>;

const SECOND = 1_000;
/** This person means less pleasant and livelier things than the model hears. */
const SHIFT = { valence: -0.3, arousal: 0.3 };
const UNSEEN = 'rain in the night, and a song';

const texts = Array.from(
  { length: MIN_CORRECTIONS + 6 },
  (_, at) => `${['day', 'night', 'rain', 'song'][at % 4]} number ${at}, ${at % 3 ? 'tired' : 'great'}`,
);

const clamp = (value: number) => Math.min(1, Math.max(-1, value));

/** Writes entries and drags each to where this person would have it. */
async function correct({ call, clock }: Opened, some: readonly string[]): Promise<void> {
  for (const text of some) {
    clock.now += SECOND;
    const { valence, arousal } = await call('emotion.infer', { text });
    const entry = await call('journal.add', { text });
    clock.now += SECOND;
    const point = { valence: clamp(valence + SHIFT.valence), arousal: clamp(arousal + SHIFT.arousal) };
    await call('journal.correct', { id: entry.id, point });
  }
  clock.now += SECOND;
}

/** Resolves when something was learned after what was announced so far. */
function learned({ announcements, announced }: Opened): Promise<unknown> {
  const before = announcements.length;
  return announced((one) => one.name === 'models.change' && announcements.indexOf(one) >= before);
}

async function valenceOf({ call }: Opened, text: string): Promise<number> {
  return (await call('emotion.infer', { text })).valence;
}

describe.each([
  ['the linear model', 'ridge-1'],
  ['the ear', 'ear-1'],
])('corrections of %s', (_what, id) => {
  test('are learned from, and move what is heard in texts that were never corrected', async () => {
    const opened = await openTestEngine({ modelsDir: tinyModels() });
    await opened.call('models.use', { id, task: 'emotion' });
    const before = await valenceOf(opened, UNSEEN);
    const done = learned(opened);
    await correct(opened, texts);
    await done;
    const status = await opened.call('correction.status', {});
    expect(status).toMatchObject({
      corrections: texts.length,
      needed: MIN_CORRECTIONS,
      isUsed: true,
      modelId: id,
    });
    expect(status.distanceAfter!).toBeLessThan(status.distanceBefore!);
    const moved = (await valenceOf(opened, UNSEEN)) - before;
    expect(moved).toBeLessThan(SHIFT.valence / 2);
    expect(moved).toBeGreaterThan(SHIFT.valence * 1.5);
    expect(opened.defects).toEqual([]);
  });
});

test('what was learned is forgotten when the person asks, and the corrections stay', async () => {
  const opened = await openTestEngine({ modelsDir: tinyModels() });
  const before = await valenceOf(opened, UNSEEN);
  const done = learned(opened);
  await correct(opened, texts);
  await done;
  opened.clock.now += SECOND;
  expect(await opened.call('correction.reset', {})).toMatchObject({
    corrections: 0,
    isUsed: false,
    learnedAt: null,
  });
  expect(await valenceOf(opened, UNSEEN)).toBeCloseTo(before, 6);
  const entries = await opened.call('journal.list', {});
  expect(entries.every(({ isCorrected }) => isCorrected)).toBe(true);
});

test('too few corrections are counted and change nothing', async () => {
  const opened = await openTestEngine({ modelsDir: tinyModels(), resumeJobs: true });
  const before = await valenceOf(opened, UNSEEN);
  await correct(opened, texts.slice(0, MIN_CORRECTIONS - 1));
  expect(await opened.call('correction.status', {})).toMatchObject({
    corrections: MIN_CORRECTIONS - 1,
    isUsed: false,
  });
  await opened.engine.close();
  const again = await openTestEngine({ profile: opened.profile, modelsDir: tinyModels() });
  expect(await valenceOf(again, UNSEEN)).toBeCloseTo(before, 6);
});

test('corrections that were not learned when the engine ended are learned after the next start', async () => {
  const modelsDir = tinyModels();
  const first = await openTestEngine({ modelsDir });
  const before = await valenceOf(first, UNSEEN);
  await correct(first, texts);
  await first.engine.close();
  const again = await openTestEngine({ profile: first.profile, modelsDir, resumeJobs: true });
  again.clock.now = first.clock.now + SECOND;
  await learned(again);
  expect(await valenceOf(again, UNSEEN)).toBeLessThan(before + SHIFT.valence / 2);
});

test('another model learns anew: what was learned with one is not used with the other', async () => {
  const opened = await openTestEngine({ modelsDir: tinyModels() });
  await opened.call('models.use', { id: 'ridge-1', task: 'emotion' });
  const done = learned(opened);
  await correct(opened, texts);
  await done;
  opened.clock.now += SECOND;
  await opened.call('models.use', { id: 'ear-1', task: 'emotion' });
  expect(await opened.call('correction.status', {})).toMatchObject({ modelId: 'ear-1', learnedAt: null });
  await learned(opened);
  expect(await opened.call('correction.status', {})).toMatchObject({
    modelId: 'ear-1',
    learnedAt: opened.clock.now,
  });
});

test('removing an entry takes it out of what is learned', async () => {
  const opened = await openTestEngine({ modelsDir: tinyModels() });
  await correct(opened, texts);
  const [newest] = await opened.call('journal.list', { limit: 1 });
  await opened.call('journal.remove', { id: newest!.id });
  expect((await opened.call('correction.status', {})).corrections).toBe(texts.length - 1);
});
