import { expect, test } from 'vitest';

import type { Settings as Values } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { Settings } from '../../../src-renderer/state/settings.svelte.ts';
import { createFarSide } from './farSide.ts';

const VALUES: Values = {
  theme: 'light',
  intent: 'lift',
  listLength: 5,
  onePerArtist: false,
  allowBackgroundGenres: true,
  daysBeforeRepeat: 14,
  retrainEvery: 20,
};

test('a change shows at once and goes back when it is refused', async () => {
  const far = createFarSide({ 'settings.get': () => VALUES });
  const settings = new Settings(far.client);
  await settings.load();
  far.answer({
    'settings.set': () => {
      throw new AppError('disk-full', 'The disk is full.');
    },
  });
  const setting = settings.set({ theme: 'dark' });
  expect(settings.values.theme).toBe('dark');
  await expect(setting).resolves.toBe(false);
  expect(settings.values).toEqual(VALUES);
  expect(settings.failure).toBe('The disk is full.');
});

test('a slow read does not undo a quick change', async () => {
  let arrive = (_values: Values): void => {};
  const far = createFarSide({
    'settings.get': () => new Promise((resolve) => (arrive = resolve)),
    'settings.set': (change: Partial<Values>) => ({ ...VALUES, ...change }),
  });
  const settings = new Settings(far.client);
  const loading = settings.load();
  await settings.set({ theme: 'dark' });
  arrive(VALUES);
  await loading;
  expect(settings.values.theme).toBe('dark');
});
