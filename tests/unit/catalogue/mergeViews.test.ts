import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';

import { mergeViews } from '../../../src-main/catalogue/mergeViews.ts';
import { type CatalogueView, FEATURES } from '../../../src-main/recommend/catalogueView.ts';

/** A view of these tracks, every value of which tells the track and `mark`. */
function viewOf(ids: readonly number[], mark: number): CatalogueView {
  const values = ids.map((id) => id * 2 + mark);
  return {
    size: ids.length,
    ids: Int32Array.from(ids),
    artist: Int32Array.from(values),
    cluster: Uint8Array.from(values, (value) => value % 24),
    isBackground: Uint8Array.from(values, (value) => value % 2),
    popularity: Float32Array.from(values),
    year: Float32Array.from(values),
    valence: Float32Array.from(values),
    arousal: Float32Array.from(values),
    features: Float32Array.from(values.flatMap((value) => FEATURES.map((_, i) => value + i / 100))),
    song: Int32Array.from(values),
  };
}

const someIds = fc.uniqueArray(fc.nat(40), { maxLength: 30 }).map((ids) => ids.sort((a, b) => a - b));

test.prop([someIds, someIds, someIds])(
  'a merged view is the one that would have been read whole',
  async (before, changed, present) => {
    const fresh = changed.filter((id) => present.includes(id));
    const merged = await mergeViews(viewOf(before, 0), viewOf(fresh, 1), changed);

    const expected = [
      ...before.filter((id) => !changed.includes(id)).map((id) => [id, 0] as const),
      ...fresh.map((id) => [id, 1] as const),
    ].sort(([a], [b]) => a - b);
    expect([...merged.ids]).toEqual(expected.map(([id]) => id));
    expect(merged.size).toBe(expected.length);
    for (const [row, [id, mark]] of expected.entries()) {
      const one = viewOf([id], mark);
      expect(merged.song[row]).toBe(one.song[0]);
      expect(merged.cluster[row]).toBe(one.cluster[0]);
      expect(merged.year[row]).toBe(one.year[0]);
      expect([...merged.features.slice(row * FEATURES.length, (row + 1) * FEATURES.length)]).toEqual([
        ...one.features,
      ]);
    }
  },
);
