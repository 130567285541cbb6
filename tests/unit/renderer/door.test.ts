import { expect, test } from 'vitest';

import { Door } from '../../../src-renderer/state/door.svelte.ts';
import { createFarSide } from './farSide.ts';

test('the shell’s own word about its door replaces what it seemed to be', async () => {
  const far = createFarSide({
    'shell.describe': () => ({ door: 'browser', platform: 'linux', version: '1', quickShortcut: null }),
  });
  const door = new Door(far.client, true);
  expect(door.isDesktop).toBe(true);
  await door.load();
  expect(door.isDesktop).toBe(false);
});

test('a door that has nothing to close changes nothing', async () => {
  const door = new Door(createFarSide().client, false);
  await expect(door.dismiss()).resolves.toBeUndefined();
});
