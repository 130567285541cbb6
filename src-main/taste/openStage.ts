import type { Stage as StageName, TasteModelKind } from '../../src-preload/contract.ts';
import type { Stage } from '../recommend/stage.ts';
import { coldStart } from '../recommend/stages/coldStart.ts';
import { createFallback } from '../recommend/stages/fallback.ts';
import { createModelStage } from '../recommend/stages/model.ts';
import { createRanking } from '../recommend/stages/ranking.ts';
import { MODEL_KINDS } from '../recommend/taste/keptModel.ts';
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
 * start; without a model in use there is only ranking. Each taste is judged by
 * the model that was promoted for it, whatever its kind: the name is that of the
 * furthest among them, so that no network is named where none was better.
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
  const kinds = MODEL_KINDS.slice(0, MODEL_KINDS.findIndex((kind) => kind === wanted) + 1);
  const models = kinds.length === 0 ? NO_MODELS : modelsOf(tastes, kept, clusterNames, kinds);
  if (models.size === 0) return { name: 'ranking', stage: createRanking(tastes), models };
  const judging = new Set([...models.values()].map(({ version }) => version.kind));
  const name = MODEL_KINDS.findLast((kind) => judging.has(kind))!;
  const judges = new Map([...models].map(([key, { judge }]) => [key, judge]));
  return { name, stage: createModelStage(tastes, judges), models };
}

/** The model that judges for each taste: the newest promoted of the kinds that are asked for, or else the one in use; that of the whole cluster for a half that has none of its own yet. */
function modelsOf(
  tastes: Tastes,
  kept: KeptModels,
  clusterNames: readonly string[],
  kinds: readonly TasteModelKind[],
): Map<Taste['key'], OpenTasteModel> {
  const models = new Map<Taste['key'], OpenTasteModel>();
  const find = (key: string) => kept.inUse(key, kinds) ?? kept.inUse(key, null);
  for (const taste of tastes.all) {
    const { key, whole } = tasteName(taste, clusterNames);
    const model = find(key) ?? (whole === null ? null : find(whole));
    if (model) models.set(taste.key, model);
  }
  return models;
}
