import type { Point } from '../../src-preload/contract.ts';

const NEUTRAL_BELOW = 0.12;
const SLIGHT_BELOW = 0.35;
const STRONG_FROM = 0.7;

/** A point in words, such as "very pleasant, slightly calm"; "neutral" near the middle. */
export function describePoint({ valence, arousal }: Point): string {
  const words = [axis(valence, 'unpleasant', 'pleasant'), axis(arousal, 'calm', 'energetic')].filter(Boolean);
  return words.join(', ') || 'neutral';
}

function axis(value: number, low: string, high: string): string {
  const size = Math.abs(value);
  if (size < NEUTRAL_BELOW) return '';
  const degree = size < SLIGHT_BELOW ? 'slightly ' : size < STRONG_FROM ? '' : 'very ';
  return degree + (value < 0 ? low : high);
}
