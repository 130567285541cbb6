import type { Verdict } from '../../src-preload/contract.ts';

const VERDICTS: ReadonlyMap<string, Verdict> = new Map([
  ['l', 'like'],
  ['d', 'dislike'],
  ['s', 'skip'],
]);

/** What a key means in a list of songs, or null. Keys with a modifier mean nothing here. */
export function songKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
):
  | { move: 'next' | 'previous' | 'first' | 'last' }
  | { verdict: Verdict }
  | 'undo'
  | 'alike'
  | 'never'
  | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const key = event.key.toLowerCase();
  const verdict = VERDICTS.get(key);
  if (verdict) return { verdict };
  if (key === 'u') return 'undo';
  if (key === 'm') return 'alike';
  if (key === 'n') return 'never';
  if (key === 'arrowdown') return { move: 'next' };
  if (key === 'arrowup') return { move: 'previous' };
  if (key === 'home') return { move: 'first' };
  return key === 'end' ? { move: 'last' } : null;
}
