import type { Stage as StageName } from '../../src-preload/contract.ts';
import type { Stage } from '../recommend/stage.ts';
import { coldStart } from '../recommend/stages/coldStart.ts';
import { createFallback } from '../recommend/stages/fallback.ts';
import { createModelStage } from '../recommend/stages/model.ts';
import { createRanking } from '../recommend/stages/ranking.ts';
import type { Taste, Tastes } from '../recommend/taste/tastes.ts';
import type { KeptModels, OpenTasteModel } from './createKeptModels.ts';
import { tasteName } from './tasteName.ts';

/** A stage ready to choose songs. */
export type OpenStage = {
  /** What it is: a stage that has nothing to go by yet gives way to the one before it. */
  readonly name: StageName;
  readonly stage: Stage;
  /** The models that judge, by the key of their taste. */
  readonly models: ReadonlyMap<Taste['key'], OpenTasteModel>;
};

const NO_MODELS: OpenStage['models'] = new Map();

/**
 * Opens a stage for these tastes. Without a liked song there is only the cold
 * start; without a model in use there is only ranking. The name says which kind
 * of model judges, which is the logistic one where trees were not better.
 */
export function openStage(
  wanted: StageName,
  tastes: Tastes,
  kept: KeptModels,
  clusterNames: readonly string[],
): OpenStage {
  const hasLikes = tastes.all.some(({ centroid }) => centroid !== null);
  if (wanted === 'cold-start' || !hasLikes)
    return { name: 'cold-start', stage: coldStart, models: NO_MODELS };
  if (wanted === 'fallback') return { name: wanted, stage: createFallback(tastes), models: NO_MODELS };
  const models =
    wanted === 'ranking' ? NO_MODELS : modelsOf(tastes, kept, clusterNames, wanted === 'logistic');
  if (models.size === 0) return { name: 'ranking', stage: createRanking(tastes), models };
  const isBoosted = [...models.values()].some(({ version }) => version.kind === 'boosted');
  const judges = new Map([...models].map(([key, { judge }]) => [key, judge]));
  return { name: isBoosted ? 'boosted' : 'logistic', stage: createModelStage(tastes, judges), models };
}

/** The model that judges for each taste: of the kind that is asked for where there is one, or else the one in use; that of the whole cluster for a half that has none of its own yet. */
function modelsOf(
  tastes: Tastes,
  kept: KeptModels,
  clusterNames: readonly string[],
  isLogistic: boolean,
): Map<Taste['key'], OpenTasteModel> {
  const models = new Map<Taste['key'], OpenTasteModel>();
  const find = (key: string) => (isLogistic ? kept.inUse(key, 'logistic') : null) ?? kept.inUse(key, null);
  for (const taste of tastes.all) {
    const { key, whole } = tasteName(taste, clusterNames);
    const model = find(key) ?? (whole === null ? null : find(whole));
    if (model) models.set(taste.key, model);
  }
  return models;
}
