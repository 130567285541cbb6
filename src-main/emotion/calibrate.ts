import type { Calibration } from '../encoder/layout/calibration.ts';
import type { Point } from './point.ts';

/**
 * The plane's point for a raw one: per axis tanh(gain · (raw − centre)), which
 * keeps order and lies in [−1, 1]. Raw answers imitate ratings of news and
 * novels and hug the middle; the plane's width is for what people feel. Fitted
 * in models/training/ridge/calibrate.py.
 */
export function calibrate(raw: Point, { valence, arousal }: Calibration): Point {
  return {
    valence: Math.tanh(valence.gain * (raw.valence - valence.centre)),
    arousal: Math.tanh(arousal.gain * (raw.arousal - arousal.centre)),
  };
}
