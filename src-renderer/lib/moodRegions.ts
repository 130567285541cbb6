import type { Point } from '../../src-preload/contract.ts';

/** The engine's words for moods, each in the middle of its region. A legend only: what a text's mood is, the engine says. */
export const MOOD_REGIONS: readonly (Point & { readonly name: string })[] = [
  { name: 'happy', valence: 0.66, arousal: 0 },
  { name: 'excited', valence: 0.53, arousal: 0.53 },
  { name: 'tense', valence: 0, arousal: 0.66 },
  { name: 'upset', valence: -0.53, arousal: 0.53 },
  { name: 'sad', valence: -0.66, arousal: 0 },
  { name: 'gloomy', valence: -0.53, arousal: -0.53 },
  { name: 'tired', valence: 0, arousal: -0.66 },
  { name: 'calm', valence: 0.53, arousal: -0.53 },
];
