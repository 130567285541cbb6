import type { Point } from '../../src-preload/contract.ts';

/** Words that make the plane readable, each in the middle of its region. A map legend: the mood of a text is named by the engine. */
export const MOOD_REGIONS: readonly (Point & { readonly name: string })[] = [
  { name: 'elated', valence: 0.68, arousal: 0.74 },
  { name: 'joyful', valence: 0.58, arousal: 0.4 },
  { name: 'hopeful', valence: 0.42, arousal: 0.13 },
  { name: 'content', valence: 0.62, arousal: -0.24 },
  { name: 'peaceful', valence: 0.5, arousal: -0.66 },
  { name: 'angry', valence: -0.64, arousal: 0.74 },
  { name: 'anxious', valence: -0.54, arousal: 0.4 },
  { name: 'uneasy', valence: -0.4, arousal: 0.13 },
  { name: 'sad', valence: -0.62, arousal: -0.3 },
  { name: 'weary', valence: -0.46, arousal: -0.68 },
];
