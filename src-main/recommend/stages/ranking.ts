import type { Stage } from '../stage.ts';
import type { Taste, Tastes } from '../taste/tastes.ts';
import { likeness, type TasteSpace } from '../taste/tasteSpace.ts';
import { createPersonalStage } from './personal.ts';

/** What ranking weighs. */
export const RANKING = {
  /** From the opposite of a taste to its very centre. */
  likenessWeight: 2.5,
  /** What the likeness to disliked songs takes of that. */
  dislikePenalty: 0.3,
  /** The largest share of a list that one taste may have. */
  cap: 0.6,
  exploration: 0.1,
  popularityWeight: 0.25,
} as const;

/**
 * The stage of a person whose tastes have a direction: songs by their weighted
 * cosine to what was liked in their cluster, less a part of that to what was not.
 */
export function createRanking(tastes: Tastes): Stage {
  return createPersonalStage(tastes, {
    exploration: RANKING.exploration,
    byConfidence: true,
    cap: RANKING.cap,
    popularityWeight: RANKING.popularityWeight,
    affinity: rankingAffinity,
  });
}

/** How well a song suits a taste by likeness alone: 0 at its very centre, less the further it is. */
export function rankingAffinity(space: TasteSpace, { centroid, disliked }: Taste, row: number): number {
  const near = likeness(space, row, centroid!);
  const against = disliked ? Math.max(0, likeness(space, row, disliked)) : 0;
  return RANKING.likenessWeight * (Math.min(1, near) - 1 - RANKING.dislikePenalty * Math.min(1, against));
}
