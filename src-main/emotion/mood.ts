/** A region of the plane, named by a common word. */
export type Mood = 'neutral' | 'happy' | 'excited' | 'tense' | 'upset' | 'sad' | 'gloomy' | 'tired' | 'calm';

/** Nearer to the centre than this is neutral: about what sentences without feeling reach. */
const NEUTRAL_RADIUS = 0.2;

/**
 * Where on the circumplex (Russell 1980) people put the words, in degrees
 * counter-clockwise from pleasant; "upset" stands for anger and fear, which lie together.
 */
const DIRECTIONS: readonly (readonly [Mood, degrees: number])[] = [
  ['happy', 20],
  ['excited', 60],
  ['tense', 100],
  ['upset', 140],
  ['sad', 190],
  ['gloomy', 225],
  ['tired', 265],
  ['calm', 315],
];

/**
 * The mood at a point of the valence–arousal plane: neutral near the centre,
 * else the one with the nearest direction. A point with a coordinate that is no
 * number is neutral.
 */
export function moodOf({ valence, arousal }: { valence: number; arousal: number }): Mood {
  if (!(Math.hypot(valence, arousal) >= NEUTRAL_RADIUS)) return 'neutral';
  const degrees = (Math.atan2(arousal, valence) * 180) / Math.PI;
  let nearest: Mood = 'neutral';
  let least = Infinity;
  for (const [mood, direction] of DIRECTIONS) {
    const apart = Math.abs(((degrees - direction + 540) % 360) - 180);
    if (apart < least) [nearest, least] = [mood, apart];
  }
  return nearest;
}
