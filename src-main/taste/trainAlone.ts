import type { ModelKind } from '../recommend/taste/keptModel.ts';
import { type Training, type TrainingOptions, trainTasteModel } from '../recommend/taste/tasteModels.ts';
import { knowTasteSpace } from '../recommend/taste/tasteSpace.ts';
import type { TasteAlone } from './tasteAlone.ts';

/** What is trained elsewhere: one kind of model for one taste. */
export type TrainingTask = TasteAlone & { readonly kind: ModelKind; readonly options: TrainingOptions };

/** Trains a model as a task of the worker process. */
export function trainAlone({ catalogue, space, taste, kind, options }: TrainingTask): Promise<Training> {
  knowTasteSpace(catalogue, space);
  return Promise.resolve(trainTasteModel(catalogue, taste, kind, options));
}
