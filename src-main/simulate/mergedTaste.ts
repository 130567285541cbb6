import type { CatalogueView } from '../recommend/catalogueView.ts';
import type { Stage } from '../recommend/stage.ts';
import { coldStart } from '../recommend/stages/coldStart.ts';
import { createRanking } from '../recommend/stages/ranking.ts';
import { tastesOf, type TasteVerdict } from '../recommend/taste/tastes.ts';

/**
 * What most recommenders do, to be compared with: one centroid of everything
 * that was liked, ranked over the whole catalogue as if it had one cluster.
 */
export function mergedTaste(catalogue: CatalogueView, verdicts: readonly TasteVerdict[], now: number): Stage {
  const merged = mergedView(catalogue);
  const tastes = tastesOf(merged, verdicts, now);
  const isKnown = tastes.all.some(({ centroid }) => centroid !== null);
  const stage = createRanking(tastes);
  return (_, request) => (isKnown ? stage(merged, request) : coldStart(catalogue, request));
}

const views = new WeakMap<CatalogueView, CatalogueView>();

function mergedView(catalogue: CatalogueView): CatalogueView {
  const known = views.get(catalogue);
  if (known) return known;
  const merged = { ...catalogue, cluster: new Uint8Array(catalogue.size) };
  views.set(catalogue, merged);
  return merged;
}
