import { type BoostedModel, openBoosted, readBoosted } from '../../learning/boosting/boostedModel.ts';
import { logisticMargins, type LogisticModel, readLogistic } from '../../learning/logisticRegression.ts';
import { sigmoid } from '../../learning/metrics.ts';
import { type Network, readNetwork } from '../../learning/network.ts';
import { openNetwork } from '../../learning/openNetwork.ts';
import type { TasteModel } from '../stages/model.ts';
import { fillNetworkValues, fillValues, MODEL_FEATURES, NETWORK_INPUTS } from './modelInputs.ts';
import { tasteSpaceOf } from './tasteSpace.ts';

/** The kinds of models of a taste, each able to say more than the one before it. */
export const MODEL_KINDS = ['logistic', 'boosted', 'neural'] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** A trained model of one taste. Plain JSON. */
export type KeptModel =
  | { readonly kind: 'logistic'; readonly model: LogisticModel }
  | { readonly kind: 'boosted'; readonly model: BoostedModel }
  | { readonly kind: 'neural'; readonly model: Network };

/** A kept model in the form that judges songs for a mood: the probability, 0–1, that each row is liked. */
export function openTasteModel(kept: KeptModel): TasteModel {
  const probabilities = probabilitiesOf(kept);
  if (kept.kind === 'neural') {
    return (catalogue, target, rows, taste) => {
      const size = NETWORK_INPUTS.length;
      const space = tasteSpaceOf(catalogue);
      const values = new Float64Array(rows.length * size);
      rows.forEach((row, at) => fillNetworkValues(values, at * size, catalogue, space, taste, row, target));
      return probabilities(values);
    };
  }
  return (catalogue, target, rows) => {
    const size = MODEL_FEATURES.length;
    const values = new Float64Array(rows.length * size);
    rows.forEach((row, at) => fillValues(values, at * size, catalogue, row, target));
    return probabilities(values);
  };
}

/** What a kept model makes of rows of its inputs: the probability, 0–1, that each is liked. */
export function probabilitiesOf(kept: KeptModel): (x: Float64Array) => Float64Array {
  if (kept.kind === 'boosted') return openBoosted(kept.model).probabilities;
  if (kept.kind === 'logistic') return (x) => logisticMargins(kept.model, x).map(sigmoid);
  const margins = openNetwork(kept.model);
  return (x) => margins(x).map(sigmoid);
}

/** A kept model, or null when it is not one that this version can use. */
export function readKeptModel(stored: unknown): KeptModel | null {
  const { kind, model } = (stored ?? {}) as { kind?: unknown; model?: unknown };
  if (kind === 'logistic') {
    const own = readLogistic(model);
    return own?.coefficients.length === MODEL_FEATURES.length ? { kind, model: own } : null;
  }
  if (kind === 'boosted') {
    const own = readBoosted(model);
    return own?.features === MODEL_FEATURES.length ? { kind, model: own } : null;
  }
  if (kind !== 'neural') return null;
  const own = readNetwork(model);
  return own?.standards.means.length === NETWORK_INPUTS.length ? { kind, model: own } : null;
}
