import type { Point } from '../../../src-preload/contract.ts';
import type { SoundTarget } from './soundTarget.ts';

/** Set on the development queries of the evaluation. */
const MOOD = {
  /** Below, the ear has heard nothing that could guide. */
  least: 0.25,
  /** From here on it is heard clearly. */
  clear: 0.6,
  weight: 0.3,
  /** How far from the point a song's mood may lie. */
  reach: 0.3,
} as const;

/** What the mood that was heard in a query asks of the songs' own moods; nothing where it is slight. */
export function moodTargets({ valence, arousal }: Point, mood: string): SoundTarget[] {
  const strength = Math.hypot(valence, arousal);
  if (!(strength >= MOOD.least)) return [];
  const weight = MOOD.weight * Math.min(1, strength / MOOD.clear);
  const target = (dimension: 'moodValence' | 'moodArousal', at: number): SoundTarget => ({
    dimension,
    bounds: { min: at - MOOD.reach, max: at + MOOD.reach },
    weight,
    certainty: 'mood',
    say: mood,
  });
  return [target('moodValence', valence), target('moodArousal', arousal)];
}
