import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Toasts } from '../../../src-renderer/state/toasts.svelte.ts';

const LONG_MS = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a message leaves by itself, but not while the person is on it', () => {
  const toasts = new Toasts();
  toasts.show('Removed.');
  toasts.hold();
  vi.advanceTimersByTime(LONG_MS);
  expect(toasts.current?.text).toBe('Removed.');
  toasts.release();
  vi.advanceTimersByTime(LONG_MS);
  expect(toasts.current).toBeNull();
});

test('a newer message has its whole time, whenever the older one came', () => {
  const toasts = new Toasts();
  toasts.show('older');
  vi.advanceTimersByTime(7000);
  toasts.show('newer');
  vi.advanceTimersByTime(7000);
  expect(toasts.current?.text).toBe('newer');
});

test('undo works once', () => {
  const toasts = new Toasts();
  const undo = vi.fn();
  toasts.show('Removed.', undo);
  expect([toasts.undo(), toasts.undo()]).toEqual([true, false]);
  expect(undo).toHaveBeenCalledTimes(1);
});
