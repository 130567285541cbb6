import type { Point } from '../../../src-preload/wire.ts';
import type { CatalogueView } from '../catalogueView.ts';
import type { Stage } from '../stage.ts';
import type { Taste, Tastes } from '../taste/tastes.ts';
import { createPersonalStage } from './personal.ts';
import { rankingAffinity } from './ranking.ts';

/** What the stages with a trained model weigh. */
export const MODEL = {
  /** On the logarithm of the probability that a song is liked. */
  weight: 4,
  exploration: 0.1,
  popularityWeight: 0.25,
  /** Songs of a lane that the model of its taste judges: the nearest by mood and likeness. */
  judged: 600,
} as const;

/** The probability, 0–1, that each of some songs is liked by the person in a mood, given how their taste stands now. */
export type TasteModel = (
  catalogue: CatalogueView,
  target: Point,
  rows: Int32Array,
  taste: Pick<Taste, 'centroid' | 'disliked'>,
) => Float64Array;

/**
 * The stage of a person whose verdicts train models, one a taste: candidates by
 * likeness, judged by the model of their taste. A taste whose model is not
 * there stays with likeness. Active tastes share the list evenly.
 */
export function createModelStage(tastes: Tastes, models: ReadonlyMap<Taste['key'], TasteModel>): Stage {
  return createPersonalStage(tastes, {
    exploration: MODEL.exploration,
    byConfidence: false,
    cap: 1,
    popularityWeight: MODEL.popularityWeight,
    candidates: MODEL.judged,
    affinity: rankingAffinity,
    judge(catalogue, taste, target, rows) {
      const model = models.get(taste.key);
      if (!model) return null;
      return model(catalogue, target, rows, taste).map(
        (p) => MODEL.weight * Math.log(Math.max(1e-6, Math.min(1, p))),
      );
    },
  });
}
