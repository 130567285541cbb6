import type { Point } from '../../../src-preload/wire.ts';
import { explainMargin } from '../../learning/boosting/explainMargin.ts';
import { logisticParts } from '../../learning/logisticRegression.ts';
import { networkParts } from '../../learning/openNetwork.ts';
import type { CatalogueView } from '../catalogueView.ts';
import type { KeptModel } from './keptModel.ts';
import {
  fillNetworkValues,
  fillValues,
  MODEL_FEATURES,
  NETWORK_INPUTS,
  type TasteDirections,
} from './modelInputs.ts';
import { tasteSpaceOf } from './tasteSpace.ts';

/**
 * What each of `MODEL_FEATURES` adds to the log odds that a song is liked, beside
 * what holds of any song; of a network, what each of `NETWORK_INPUTS` does,
 * which begin with them.
 */
export function explainTasteModel(
  kept: KeptModel,
  catalogue: CatalogueView,
  row: number,
  target: Point,
  taste: TasteDirections,
): Float64Array {
  if (kept.kind === 'neural') {
    const inputs = new Float64Array(NETWORK_INPUTS.length);
    fillNetworkValues(inputs, 0, catalogue, tasteSpaceOf(catalogue), taste, row, target);
    return networkParts(kept.model, inputs);
  }
  const values = new Float64Array(MODEL_FEATURES.length);
  fillValues(values, 0, catalogue, row, target);
  return kept.kind === 'boosted'
    ? explainMargin(kept.model, values).contributions
    : logisticParts(kept.model, values);
}
