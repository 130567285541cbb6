import type { Intent, Point } from '../../src-preload/wire.ts';

/** Draws a coordinate part of the way up or down to `goal`, and leaves it where it is when it is already past it. */
type Pull = { readonly goal: number; readonly share: number; readonly direction: 'up' | 'down' };

/**
 * How each intent moves a feeling. Music that begins near a mood and leads away
 * from it works better than its opposite at once (the iso principle, Altshuler
 * 1948; Heiderscheit & Madson 2015), so an intent covers less than half of the
 * way to its goal: .45 takes the saddest point (−1) to about −.2, the near side
 * of the middle. The smaller pull on the other axis is the company that mood
 * change keeps: lifting a listless person wakes them a little, calming a tense
 * one takes the edge off. Goals stay short of the rim, where few songs are.
 */
export const INTENT_PULLS: Readonly<Record<Intent, { readonly valence?: Pull; readonly arousal?: Pull }>> = {
  match: {},
  lift: {
    valence: { goal: 0.8, share: 0.45, direction: 'up' },
    arousal: { goal: 0.2, share: 0.15, direction: 'up' },
  },
  calm: {
    valence: { goal: 0.2, share: 0.15, direction: 'up' },
    arousal: { goal: -0.7, share: 0.45, direction: 'down' },
  },
  energise: {
    valence: { goal: 0.2, share: 0.15, direction: 'up' },
    arousal: { goal: 0.8, share: 0.45, direction: 'up' },
  },
};

/** Where to look for music when a person at `point` wants `intent`; in [−1, 1] on both axes. Throws a RangeError for NaN. */
export function moveTarget(point: Point, intent: Intent): Point {
  const { valence, arousal } = INTENT_PULLS[intent];
  return {
    valence: pull(point.valence, valence, 'valence'),
    arousal: pull(point.arousal, arousal, 'arousal'),
  };
}

function pull(value: number, towards: Pull | undefined, axis: string): number {
  if (Number.isNaN(value)) throw new RangeError(`${axis} must be a number, got NaN`);
  const start = Math.min(1, Math.max(-1, value));
  if (!towards) return start;
  const way = towards.goal - start;
  const isPast = towards.direction === 'up' ? way <= 0 : way >= 0;
  return isPast ? start : start + towards.share * way;
}
