import type { Stage } from '../stage.ts';
import type { Tastes } from '../taste/tastes.ts';
import { likeness } from '../taste/tasteSpace.ts';
import { createPersonalStage } from './personal.ts';

/** What the fallback looks for. */
export const FALLBACK = {
  /** The likeness that it wants: near what was liked, and not more of the same. */
  likeness: 0.5,
  /** Standard deviation around it. */
  width: 0.25,
  exploration: 0.2,
} as const;

/**
 * The stage for the first likes: four places in five to tastes that are strong
 * already, one in five to weak ones and to clusters not heard of; songs that are
 * like what was liked but not the same, the less known before the known.
 */
export function createFallback(tastes: Tastes): Stage {
  return createPersonalStage(tastes, {
    exploration: FALLBACK.exploration,
    byConfidence: false,
    cap: 1,
    popularityWeight: -0.25,
    affinity(space, { centroid }, row) {
      const off = (likeness(space, row, centroid!) - FALLBACK.likeness) / FALLBACK.width;
      // What is more alike than that is no worse than what is far less.
      return -0.5 * (off > 0 ? off / 2 : off) ** 2;
    },
  });
}
