import { type CatalogueView, FEATURES } from '../recommend/catalogueView.ts';
import type { Taste } from '../recommend/taste/tastes.ts';

/** A taste with no more of the catalogue than its own songs: small enough to be sent to another process. */
export type TasteAlone = { readonly catalogue: CatalogueView; readonly taste: Taste };

/** Cuts a taste out of the catalogue. The order of rows stays, so that what is trained on it is the same. */
export function tasteAlone(catalogue: CatalogueView, taste: Taste): TasteAlone {
  const rows = Int32Array.from(new Set(taste.verdicts.map(({ row }) => row))).sort();
  const place = new Map(Array.from(rows, (row, at) => [row, at]));
  const width = FEATURES.length;
  const features = new Float32Array(rows.length * width);
  rows.forEach((row, at) =>
    features.set(catalogue.features.subarray(row * width, (row + 1) * width), at * width),
  );
  return {
    catalogue: {
      size: rows.length,
      ids: Int32Array.from(rows, (row) => catalogue.ids[row]!),
      artist: Int32Array.from(rows, (row) => catalogue.artist[row]!),
      cluster: Uint8Array.from(rows, (row) => catalogue.cluster[row]!),
      isBackground: Uint8Array.from(rows, (row) => catalogue.isBackground[row]!),
      popularity: Float32Array.from(rows, (row) => catalogue.popularity[row]!),
      valence: Float32Array.from(rows, (row) => catalogue.valence[row]!),
      arousal: Float32Array.from(rows, (row) => catalogue.arousal[row]!),
      features,
      song: Int32Array.from(rows, (row) => catalogue.song[row]!),
    },
    taste: {
      ...taste,
      verdicts: taste.verdicts.map((verdict) => ({ ...verdict, row: place.get(verdict.row)! })),
    },
  };
}
