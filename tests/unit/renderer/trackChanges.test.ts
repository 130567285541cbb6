import { expect, test } from 'vitest';

import type { CatalogueRow, TrackId } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { Toasts } from '../../../src-renderer/state/toasts.svelte.ts';
import { TrackChanges } from '../../../src-renderer/state/trackChanges.svelte.ts';
import { createFarSide } from './farSide.ts';

const ROW = {
  id: 5 as TrackId,
  title: 'Old',
  artist: 'Somebody',
  album: null,
  year: 1990,
  genres: ['pop'],
} as unknown as CatalogueRow;

function open() {
  const far = createFarSide({
    'track.edit': () => ROW,
    'track.remove': () => ({ removed: 2 }),
    'track.restore': () => ({ restored: 2 }),
  });
  const toasts = new Toasts();
  return { far, toasts, changes: new TrackChanges(far.client, toasts) };
}

test('an edit is kept, and taking it back puts back what it changed and nothing else', async () => {
  const { far, toasts, changes } = open();
  changes.startEdit(ROW);
  expect(await changes.save({ title: 'New', year: null })).toBe(true);
  expect(changes.edited).toBeNull();
  expect(toasts.current?.text).toBe('Changed “Old”.');
  toasts.undo();
  await expect.poll(() => far.inputs('track.edit')).toHaveLength(2);
  expect(far.inputs('track.edit')[1]).toEqual({ id: 5, changes: { title: 'Old', year: 1990 } });
});

test('an edit without changes asks nothing of the engine', async () => {
  const { far, changes } = open();
  changes.startEdit(ROW);
  await changes.save({});
  expect(far.calls).toEqual([]);
  expect(changes.edited).toBeNull();
});

test('a refused edit stays open and says why', async () => {
  const { far, changes } = open();
  far.answer({
    'track.edit': () => {
      throw new AppError('not-found', 'This song is gone.');
    },
  });
  changes.startEdit(ROW);
  expect(await changes.save({ title: 'New' })).toBe(false);
  expect(changes.edited).toBe(ROW);
  expect(changes.failure).toBe('This song is gone.');
});

test('deleted songs come back from the toast', async () => {
  const { far, toasts, changes } = open();
  const ids = [5, 6] as TrackId[];
  expect(await changes.remove(ids)).toBe(true);
  expect(toasts.current?.text).toBe('Deleted 2 songs.');
  toasts.undo();
  await expect.poll(() => far.inputs('track.restore')).toEqual([{ ids }]);
  expect(await changes.remove([])).toBe(false);
});
