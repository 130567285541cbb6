import type { TasteMetrics } from '../../src-preload/contract.ts';
import type { ModelMetrics } from '../recommend/taste/tasteModels.ts';

/** Metrics as they are shown: an AUC that cannot be is null. */
export function tasteMetrics({ auc, logLoss, brier, held }: ModelMetrics): TasteMetrics {
  return { auc: Number.isFinite(auc) ? auc : null, logLoss, brier, held };
}
