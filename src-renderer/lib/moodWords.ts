import type { Point } from '../../src-preload/contract.ts';

/** Nearer to the middle than this, a mood is a slight one. */
const SLIGHT_RADIUS = 0.45;

/** The engine's word for a mood, with how much of it there is: "gloomy", or "a little gloomy" near the middle of the plane. */
export function moodWords(mood: string, { valence, arousal }: Point): string {
  const isSlight = mood !== 'neutral' && Math.hypot(valence, arousal) < SLIGHT_RADIUS;
  return isSlight ? `a little ${mood}` : mood;
}
