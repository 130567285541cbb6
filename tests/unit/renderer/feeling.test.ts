import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { HeardEmotion } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { Feeling } from '../../../src-renderer/state/feeling.svelte.ts';
import { createFarSide } from './farSide.ts';
import { emotion, entry } from './samples.ts';

const CORNER = { valence: -1, arousal: 1 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what was written is heard within 100 ms of the last key, and once for a burst of keys', async () => {
  const far = createFarSide({ 'emotion.infer': () => emotion({ mood: 'proud' }) });
  const feeling = new Feeling(far.client);
  for (const text of ['I', 'I d', 'I di', 'I did it']) {
    feeling.write(text);
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.advanceTimersByTimeAsync(80);
  expect(far.inputs('emotion.infer')).toEqual([{ text: 'I did it' }]);
  expect(feeling.mood).toBe('proud');
  expect(feeling.point).toMatchObject({ valence: 0.5, arousal: 0.2 });
});

test('the answer to an older text is dropped, however late it comes', async () => {
  const waiting: ((heard: HeardEmotion & { ms: number }) => void)[] = [];
  const far = createFarSide({ 'emotion.infer': () => new Promise((resolve) => waiting.push(resolve)) });
  const feeling = new Feeling(far.client);
  feeling.write('bad');
  await vi.advanceTimersByTimeAsync(100);
  feeling.write('bad? no, good');
  await vi.advanceTimersByTimeAsync(100);
  waiting[1]!(emotion({ mood: 'newer' }));
  await vi.advanceTimersByTimeAsync(0);
  waiting[0]!(emotion({ mood: 'older' }));
  await vi.advanceTimersByTimeAsync(0);
  expect(feeling.mood).toBe('newer');
});

test('an emptied box has no point, even when an answer is still on its way', async () => {
  let answer = (_heard: HeardEmotion & { ms: number }): void => {};
  const far = createFarSide({ 'emotion.infer': () => new Promise((resolve) => (answer = resolve)) });
  const feeling = new Feeling(far.client);
  feeling.write('hello');
  await vi.advanceTimersByTimeAsync(100);
  feeling.write('   ');
  answer(emotion());
  await vi.advanceTimersByTimeAsync(100);
  expect(feeling.point).toBeNull();
  expect(feeling.isEmpty).toBe(true);
});

test('a point that was set stays while the writing goes on, and returns to what was heard when asked', async () => {
  const far = createFarSide({ 'emotion.infer': () => emotion() });
  const feeling = new Feeling(far.client);
  feeling.place(CORNER);
  feeling.write('some words');
  await vi.advanceTimersByTimeAsync(100);
  expect(feeling.point).toEqual(CORNER);
  expect(feeling.isMoved).toBe(true);
  feeling.returnToHeard();
  expect(feeling.point).toMatchObject({ valence: 0.5, arousal: 0.2 });
  expect(feeling.isCorrected).toBe(false);
});

test('a saved entry empties the box and stays on the plane', async () => {
  const far = createFarSide({ 'journal.add': () => entry(7, { mood: 'tense', ...CORNER }) });
  const feeling = new Feeling(far.client);
  feeling.write('words');
  feeling.place(CORNER);
  await expect(feeling.save()).resolves.toMatchObject({ id: 7 });
  expect(far.inputs('journal.add')).toEqual([{ text: 'words', point: CORNER }]);
  expect(feeling.text).toBe('');
  expect(feeling.point).toMatchObject(CORNER);
  expect(feeling.mood).toBe('tense');
});

test('an entry that cannot be kept leaves the words in their box and says why', async () => {
  const far = createFarSide({
    'journal.add': () => {
      throw new AppError('disk-full', 'The disk is full.');
    },
  });
  const feeling = new Feeling(far.client);
  feeling.write('words');
  await expect(feeling.save()).resolves.toBeNull();
  expect(feeling.text).toBe('words');
  expect(feeling.failure).toBe('The disk is full.');
  expect(feeling.isSaving).toBe(false);
});

test('nothing is sent when there are neither words nor a point', async () => {
  const far = createFarSide();
  const feeling = new Feeling(far.client);
  feeling.write(' \n ');
  await expect(feeling.save()).resolves.toBeNull();
  expect(far.calls).toEqual([]);
  expect(feeling.failure).toMatch(/write a line/i);
});

test('a new entry does not inherit the correction of the entry before it', async () => {
  const far = createFarSide({ 'journal.add': () => entry(8) });
  const feeling = new Feeling(far.client);
  feeling.show(entry(7));
  feeling.place(CORNER);
  feeling.write('something else');
  await feeling.save();
  expect(far.inputs('journal.add')).toEqual([{ text: 'something else', point: null }]);
});

test('a correction that is refused puts the point of the entry back', async () => {
  const far = createFarSide({
    'journal.correct': () => {
      throw new AppError('not-found', 'There is no such entry.');
    },
  });
  const feeling = new Feeling(far.client);
  feeling.show(entry(7));
  feeling.place(CORNER);
  await feeling.commit();
  expect(feeling.point).toMatchObject({ valence: 0.5, arousal: 0.2 });
  expect(feeling.failure).toBe('There is no such entry.');
});

test('an answer by word list is always told, with the reason where there is one', async () => {
  const far = createFarSide({
    'emotion.infer': () => emotion({ model: { id: 'words', kind: 'lexicon', notice: null } }),
  });
  const feeling = new Feeling(far.client);
  feeling.write('hm');
  await vi.advanceTimersByTimeAsync(100);
  expect(feeling.notice).toMatch(/word list/);
  far.answer({
    'emotion.infer': () =>
      emotion({ model: { id: 'words', kind: 'lexicon', notice: 'The model file is damaged.' } }),
  });
  feeling.write('hmm');
  await vi.advanceTimersByTimeAsync(100);
  expect(feeling.notice).toBe('The model file is damaged.');
});

test('when the engine is back, the words on the page are heard again', async () => {
  const far = createFarSide();
  const feeling = new Feeling(far.client);
  feeling.write('still here');
  await vi.advanceTimersByTimeAsync(100);
  expect(feeling.point).toBeNull();
  far.answer({ 'emotion.infer': () => emotion() });
  far.announce({ name: 'engine.change', value: { state: 'running', message: null } });
  await vi.advanceTimersByTimeAsync(100);
  expect(feeling.point).not.toBeNull();
  expect(feeling.failure).toBeNull();
});

test('what is told about how a text was read goes with that text, not with another entry', async () => {
  const far = createFarSide({
    'emotion.infer': () =>
      emotion({ model: { id: 'm', kind: 'model', notice: 'Only the beginning was read.' } }),
    'journal.add': () => entry(7),
  });
  const feeling = new Feeling(far.client);
  feeling.write('long');
  await vi.advanceTimersByTimeAsync(100);
  await feeling.save();
  expect(feeling.notice).toBe('Only the beginning was read.');
  feeling.show(entry(6));
  expect(feeling.notice).toBeNull();
});
