import { type CatalogueView, FEATURES } from '../../src-main/recommend/catalogueView.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import type { TasteVerdict } from '../../src-main/recommend/taste/tastes.ts';

/** The verdicts of somebody who likes lively songs in some clusters, not always, and other songs rarely. */
export function listenerOf(view: CatalogueView, count: number, clusters: number): TasteVerdict[] {
  const random = createRandom(11);
  const verdicts = new Map<number, TasteVerdict>();
  while (verdicts.size < count) {
    const row = Math.floor(random() * view.size);
    if (view.cluster[row]! >= clusters) continue;
    const energy = view.features[row * FEATURES.length + FEATURES.indexOf('energy')]!;
    const isLiked = random() < (energy > 0.5 ? 0.85 : 0.25);
    verdicts.set(row, {
      row,
      verdict: isLiked ? 'like' : random() < 0.5 ? 'dislike' : 'skip',
      at: verdicts.size,
      target: { valence: random() * 2 - 1, arousal: random() * 2 - 1 },
    });
  }
  return [...verdicts.values()];
}
