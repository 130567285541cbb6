import type { Stage } from '../stage.ts';
import type { Taste, Tastes } from '../taste/tastes.ts';
import { createPersonalStage } from './personal.ts';
import { rankingAffinity } from './ranking.ts';

/** What the stages with a trained model weigh. */
export const MODEL = {
  /** On the logarithm of the probability that a song is liked. */
  weight: 1.5,
  exploration: 0.1,
  popularityWeight: 0.25,
} as const;

/** The probability, 0–1, that each song is liked, by the model of one taste. */
export type TasteModel = (rows: Int32Array) => Float64Array;

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
    affinity: rankingAffinity,
    judge({ key }, rows) {
      const model = models.get(key);
      return model ? model(rows).map((p) => MODEL.weight * Math.log(Math.max(1e-6, Math.min(1, p)))) : null;
    },
  });
}
