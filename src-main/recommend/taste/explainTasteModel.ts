import type { Point } from '../../../src-preload/wire.ts';
import { explainMargin } from '../../learning/boosting/explainMargin.ts';
import { logisticParts } from '../../learning/logisticRegression.ts';
import type { CatalogueView } from '../catalogueView.ts';
import { fillValues, type KeptModel, MODEL_FEATURES } from './tasteModels.ts';

/** What each of `MODEL_FEATURES` adds to the log odds that a song is liked, beside what holds of any song. */
export function explainTasteModel(
  kept: KeptModel,
  catalogue: CatalogueView,
  row: number,
  target: Point,
): Float64Array {
  const values = new Float64Array(MODEL_FEATURES.length);
  fillValues(values, 0, catalogue, row, target);
  return kept.kind === 'boosted'
    ? explainMargin(kept.model, values).contributions
    : logisticParts(kept.model, values);
}
