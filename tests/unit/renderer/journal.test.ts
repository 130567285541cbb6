import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { AppError } from '../../../src-preload/errors.ts';
import { startOfDay } from '../../../src-renderer/lib/startOfDay.ts';
import { Journal } from '../../../src-renderer/state/journal.svelte.ts';
import { Toasts } from '../../../src-renderer/state/toasts.svelte.ts';
import { createFarSide } from './farSide.ts';
import { entry } from './samples.ts';

const NOON = new Date(2026, 10, 4, 12).getTime();

function openJournal() {
  const kept = new Map([3, 2, 1].map((id) => [id, entry(id)]));
  const removed = new Set<number>();
  const far = createFarSide({
    'journal.list': () => [...kept.values()].filter(({ id }) => !removed.has(id)),
    'journal.remove': ({ id }: { id: number }) => {
      removed.add(id);
      return null;
    },
    'journal.restore': ({ id }: { id: number }) => {
      removed.delete(id);
      return kept.get(id)!;
    },
  });
  const toasts = new Toasts();
  return { far, toasts, journal: new Journal(far.client, toasts, () => NOON) };
}
const ids = (journal: Journal) => journal.entries.map(({ id }) => Number(id));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('today begins at local midnight', async () => {
  const { far, journal } = openJournal();
  await journal.load();
  expect(far.inputs('journal.list')).toMatchObject([{ from: new Date(2026, 10, 4).getTime() }]);
  expect(journal.day).toBe(new Date(2026, 10, 4).getTime());
  expect(startOfDay(startOfDay(NOON))).toBe(startOfDay(NOON));
});

test('a removed entry leaves at once and comes back with undo', async () => {
  const { toasts, journal } = openJournal();
  await journal.load();
  const removing = journal.remove(journal.entries[1]!);
  expect(ids(journal)).toEqual([3, 1]);
  await removing;
  toasts.undo();
  await vi.advanceTimersByTimeAsync(0);
  expect(ids(journal)).toEqual([3, 2, 1]);
});

test('an entry that cannot be removed returns, and the person is told', async () => {
  const { far, toasts, journal } = openJournal();
  await journal.load();
  far.answer({
    'journal.remove': () => {
      throw new AppError('disk-full', 'The disk is full.');
    },
  });
  await journal.remove(journal.entries[0]!);
  expect(ids(journal)).toEqual([3, 2, 1]);
  expect(journal.failure).toBe('The disk is full.');
  expect(toasts.current).toBeNull();
});

test('a change that another window made is read, and so is everything after the engine was away', async () => {
  const { far, journal } = openJournal();
  await journal.load();
  far.answer({ 'journal.list': () => [entry(9)] });
  far.announce({ name: 'journal.change', value: {} });
  await vi.advanceTimersByTimeAsync(0);
  expect(ids(journal)).toEqual([9]);
  far.answer({ 'journal.list': () => [] });
  far.announce({ name: 'engine.change', value: { state: 'running', message: null } });
  await vi.advanceTimersByTimeAsync(0);
  expect(ids(journal)).toEqual([]);
});

test('entries on screen stay when reading them again fails', async () => {
  const { far, journal } = openJournal();
  await journal.load();
  far.answer({
    'journal.list': () => {
      throw new AppError('engine-stopped', 'The engine stopped.');
    },
  });
  await journal.load();
  expect(ids(journal)).toEqual([3, 2, 1]);
  expect(journal.state).toBe('ready');
  expect(journal.failure).toBe('The engine stopped.');
});
