import { type CatalogueView, FEATURES } from '../recommend/catalogueView.ts';
import type { Taste } from '../recommend/taste/tastes.ts';
import { TASTE_SIZE, type TasteSpace, tasteSpaceOf } from '../recommend/taste/tasteSpace.ts';

/** A taste with no more of the catalogue than its own songs: small enough to be sent to another process. */
export type TasteAlone = {
  readonly catalogue: CatalogueView;
  /** The songs as they lie among all of the whole catalogue. */
  readonly space: TasteSpace;
  readonly taste: Taste;
};

/** Cuts a taste out of the catalogue. The order of rows stays, so that what is trained on it is the same. */
export function tasteAlone(catalogue: CatalogueView, taste: Taste): TasteAlone {
  const rows = Int32Array.from(new Set(taste.verdicts.map(({ row }) => row))).sort();
  const place = new Map(Array.from(rows, (row, at) => [row, at]));
  const features = rowsOf(catalogue.features, FEATURES.length);
  const vectors = rowsOf(tasteSpaceOf(catalogue).vectors, TASTE_SIZE);
  return {
    catalogue: {
      size: rows.length,
      ids: Int32Array.from(rows, (row) => catalogue.ids[row]!),
      artist: Int32Array.from(rows, (row) => catalogue.artist[row]!),
      cluster: Uint8Array.from(rows, (row) => catalogue.cluster[row]!),
      isBackground: Uint8Array.from(rows, (row) => catalogue.isBackground[row]!),
      popularity: Float32Array.from(rows, (row) => catalogue.popularity[row]!),
      year: Float32Array.from(rows, (row) => catalogue.year[row]!),
      valence: Float32Array.from(rows, (row) => catalogue.valence[row]!),
      arousal: Float32Array.from(rows, (row) => catalogue.arousal[row]!),
      features,
      song: Int32Array.from(rows, (row) => catalogue.song[row]!),
    },
    space: { size: rows.length, vectors },
    taste: {
      ...taste,
      verdicts: taste.verdicts.map((verdict) => ({ ...verdict, row: place.get(verdict.row)! })),
    },
  };
  function rowsOf(values: Float32Array, width: number): Float32Array {
    const own = new Float32Array(rows.length * width);
    rows.forEach((row, at) => own.set(values.subarray(row * width, (row + 1) * width), at * width));
    return own;
  }
}
