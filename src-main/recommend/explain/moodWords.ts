import type { Point } from '../../../src-preload/wire.ts';

/** Where words for a mood change. Axes are in [−1, 1]. */
export const MOOD_WORDS = {
  /** Between − and + this, an axis is neither high nor low. */
  neutral: 0.2,
  /** Up to here two moods are the same to a listener. */
  same: 0.12,
  /** Up to here they are close: the width of the cold start's kernel. */
  close: 0.3,
  /** From here on a difference is a large one. */
  far: 0.5,
} as const;

/** By valence (dark, neither, bright) and arousal (calm, neither, lively). */
const REGIONS: readonly (readonly (readonly string[])[])[] = [
  [
    ['Dark and quiet', 'Melancholy and hushed', 'Sad and still'],
    ['Sombre', 'On the dark side', 'Wistful'],
    ['Dark and intense', 'Tense and driving', 'Dark and restless'],
  ],
  [
    ['Calm', 'Quiet and level', 'Still, neither bright nor dark'],
    ['Even-tempered', 'Level in mood', 'Neither bright nor dark'],
    ['Energetic, neither bright nor dark', 'Driving', 'Full of energy'],
  ],
  [
    ['Bright and calm', 'Warm and gentle', 'Sunny and quiet'],
    ['Bright and easy-going', 'Warm', 'Sunny'],
    ['Bright and lively', 'Cheerful and full of energy', 'Sunny and driving'],
  ],
];

/** How many wordings there are for each region. */
export const WORDINGS = 3;

/** Names the region of the plane in which a mood lies, in one of `WORDINGS` ways. */
export function moodWords(mood: Point, wording: number): string {
  return REGIONS[third(mood.valence)]![third(mood.arousal)]![wording % WORDINGS]!;
}

/** Says in what `mood` differs most from `from`: "a little calmer", "much darker". */
export function differenceWords(mood: Point, from: Point): string {
  const dv = mood.valence - from.valence;
  const da = mood.arousal - from.arousal;
  const isValence = Math.abs(dv) >= Math.abs(da);
  const amount = Math.abs(isValence ? dv : da) >= MOOD_WORDS.far ? 'much' : 'a little';
  return `${amount} ${isValence ? (dv > 0 ? 'brighter' : 'darker') : da > 0 ? 'livelier' : 'calmer'}`;
}

/** 0 low, 1 neither, 2 high. */
function third(value: number): number {
  return value < -MOOD_WORDS.neutral ? 0 : value > MOOD_WORDS.neutral ? 2 : 1;
}
