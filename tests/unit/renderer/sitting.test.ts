import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Parsed, Settings as Values } from '../../../src-preload/contract.ts';
import { Feeling } from '../../../src-renderer/state/feeling.svelte.ts';
import { Settings } from '../../../src-renderer/state/settings.svelte.ts';
import { Sitting } from '../../../src-renderer/state/sitting.svelte.ts';
import { Songs } from '../../../src-renderer/state/songs.svelte.ts';
import { Toasts } from '../../../src-renderer/state/toasts.svelte.ts';
import { createFarSide } from './farSide.ts';
import { entry, list } from './samples.ts';

const CORNER = { valence: -1, arousal: 1 };

function sit() {
  let values: Values = {
    theme: 'system',
    intent: 'match',
    listLength: 7,
    onePerArtist: true,
    allowBackgroundGenres: false,
    daysBeforeRepeat: 14,
    retrainEvery: 20,
  };
  const far = createFarSide({
    'journal.add': ({ text, point }: Parsed<'journal.add'>) =>
      entry(1, { text, ...point, isCorrected: point !== null }),
    'journal.correct': ({ point }: Parsed<'journal.correct'>) => entry(1, { ...point, isCorrected: true }),
    'recommend.list': () => list(1, 2, 3),
    'settings.get': () => values,
    'settings.set': (change: Partial<Values>) => (values = { ...values, ...change }),
  });
  const settings = new Settings(far.client);
  const songs = new Songs(far.client, new Toasts());
  const sitting = new Sitting(new Feeling(far.client), songs, settings);
  return { far, settings, sitting };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('saving keeps the entry and looks for as many songs as the person wants, for what the text says', async () => {
  const { far, settings, sitting } = sit();
  await settings.load();
  sitting.feeling.write('glad');
  await expect(sitting.save()).resolves.toBe(true);
  expect(far.inputs('recommend.list')).toEqual([
    { text: 'glad', point: null, intent: 'match', limit: 7, entryId: 1 },
  ]);
});

test('a point that was set decides, with and without words', async () => {
  const { far, sitting } = sit();
  sitting.place(CORNER);
  await sitting.save();
  expect(far.inputs('recommend.list')).toMatchObject([{ text: '', point: CORNER }]);
});

test('no songs are looked for when the entry was not kept', async () => {
  const { far, sitting } = sit();
  await expect(sitting.save()).resolves.toBe(false);
  expect(far.calls).toEqual([]);
});

test('a point moved on a saved entry is stored once it rests, and other songs follow', async () => {
  const { far, sitting } = sit();
  await sitting.revisit(entry(1));
  for (const valence of [-0.8, -0.9, -1]) {
    sitting.place({ valence, arousal: 1 });
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(far.inputs('journal.correct')).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(far.inputs('journal.correct')).toEqual([{ id: 1, point: CORNER }]);
  expect(far.inputs('recommend.list').at(-1)).toMatchObject({ point: CORNER, entryId: 1 });
});

test('letting go stores the point at once, and only once', async () => {
  const { far, sitting } = sit();
  await sitting.revisit(entry(1));
  sitting.place(CORNER);
  await sitting.settle();
  await sitting.settle();
  await vi.advanceTimersByTimeAsync(1000);
  expect(far.inputs('journal.correct')).toHaveLength(1);
});

test('a point moved on a draft is stored only with the entry', async () => {
  const { far, sitting } = sit();
  sitting.place(CORNER);
  await sitting.settle();
  await vi.advanceTimersByTimeAsync(1000);
  expect(far.calls).toEqual([]);
});

test('another direction is remembered, and the songs on screen follow', async () => {
  const { far, settings, sitting } = sit();
  await sitting.direct('lift');
  expect(far.inputs('recommend.list')).toEqual([]);
  sitting.feeling.write('glad');
  await sitting.save();
  await sitting.direct('calm');
  expect(settings.values.intent).toBe('calm');
  expect(far.inputs('recommend.list')).toMatchObject([{ intent: 'lift' }, { intent: 'calm' }]);
});

test('an entry that is removed leaves the plane with its songs, and the draft comes back', async () => {
  const { far, sitting } = sit();
  await sitting.revisit(entry(1));
  sitting.feeling.text = 'a draft';
  sitting.leave(entry(2));
  expect(sitting.feeling.entry?.id).toBe(1);

  sitting.place(CORNER);
  sitting.leave(entry(1));
  await vi.advanceTimersByTimeAsync(1000);
  expect([sitting.feeling.entry, sitting.songs.tracks, sitting.feeling.text]).toEqual([null, [], 'a draft']);
  expect(far.inputs('journal.correct')).toEqual([]);
});
