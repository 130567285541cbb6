import { setImmediate } from 'node:timers/promises';

import { type CatalogueView, FEATURES } from '../../recommend/catalogueView.ts';
import { type Dimension, DIMENSIONS, toStep } from './dimensions.ts';
import { buildSoundCells, type SoundCells } from './soundCells.ts';
import { GENRES_HELD, type TrackFactColumns } from './trackFactColumns.ts';

/** The catalogue as search scores it: 14 quantised bytes a track, its facts, and the rows of each genre. */
export type SearchColumns = {
  readonly view: CatalogueView;
  readonly facts: TrackFactColumns;
  readonly steps: Readonly<Record<Dimension, Uint8Array>>;
  /** The same, grouped. */
  readonly cells: SoundCells;
  /** The rows that carry a genre, ascending. */
  rowsOfGenre(genreId: number): Int32Array;
};

/** Rows quantised between two turns of the event loop: some 4 ms. */
const ROWS_A_TURN = 20_000;

/** Quantises a view, letting others work between slices. `facts` has the view's ids. */
export async function buildSearchColumns(
  view: CatalogueView,
  facts: TrackFactColumns,
): Promise<SearchColumns> {
  const steps = Object.fromEntries(
    DIMENSIONS.map((dimension) => [dimension, new Uint8Array(view.size)]),
  ) as Record<Dimension, Uint8Array>;
  const genreRows = await sortByGenre(facts);
  for (let from = 0; from < view.size; from += ROWS_A_TURN) {
    const until = Math.min(view.size, from + ROWS_A_TURN);
    for (const [column, feature] of FEATURES.entries()) {
      const isTempo = feature === 'tempo';
      const target = steps[feature];
      for (let row = from; row < until; row++) {
        const value = view.features[row * FEATURES.length + column]!;
        // Catalogues write 0 bpm for a beat that nobody found.
        target[row] = toStep(feature, isTempo && value <= 0 ? NaN : value);
      }
    }
    for (let row = from; row < until; row++) {
      steps.popularity[row] = toStep('popularity', view.popularity[row]!);
      steps.duration[row] = toStep('duration', facts.durationMs[row]!);
      steps.year[row] = toStep('year', view.year[row]!);
      steps.moodValence[row] = toStep('moodValence', view.valence[row]!);
      steps.moodArousal[row] = toStep('moodArousal', view.arousal[row]!);
    }
    await setImmediate();
  }
  const none = new Int32Array(0);
  const cells = await buildSoundCells(view.size, steps);
  return { view, facts, steps, cells, rowsOfGenre: (genreId) => genreRows.get(genreId) ?? none };
}

/** A counting sort of rows by genre. */
async function sortByGenre({ genres }: TrackFactColumns): Promise<Map<number, Int32Array>> {
  const counts = new Map<number, number>();
  for (const genre of genres) if (genre !== 0) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  await setImmediate();
  const rows = new Map([...counts].map(([genre, count]) => [genre, new Int32Array(count)]));
  const filled = new Map([...counts.keys()].map((genre) => [genre, 0]));
  for (let at = 0; at < genres.length; at++) {
    const genre = genres[at]!;
    if (genre !== 0) {
      const next = filled.get(genre)!;
      rows.get(genre)![next] = Math.floor(at / GENRES_HELD);
      filled.set(genre, next + 1);
    }
    if (at % (ROWS_A_TURN * GENRES_HELD) === 0) await setImmediate();
  }
  return rows;
}
