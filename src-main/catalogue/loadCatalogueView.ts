import { setImmediate } from 'node:timers/promises';

import type { Database } from 'better-sqlite3';

import type { Point } from '../../src-preload/contract.ts';
import { type CatalogueView, FEATURES, NO_CLUSTER } from '../recommend/catalogueView.ts';
import { inTurns } from '../storage/inTurns.ts';
import { countTracksInSteps, readGenres } from '../storage/tracks/tracks.ts';
import { readTrackSlices, readTrackSlicesOf, type TrackSlice } from '../storage/tracks/tracksSlices.ts';

/** What the tables do not say: the mood that features make, and where a genre belongs. */
export type TrackMeaning = {
  /** The mood of the row of features that starts at `offset`; unknown features are NaN. */
  moodOf(features: Float32Array, offset: number): Point;
  readonly genres: {
    clusterOf(genre: string): number | null;
    isBackground(genre: string): boolean;
  };
};

/** Rows read between two turns of the event loop: some 10 ms. */
const SLICE_SIZE = 2_000;
const WIDTH = FEATURES.length;

/**
 * Reads the catalogue into columns, letting others work between slices. About
 * 70 bytes a track, and no objects for them. Tracks that were removed are left
 * out; tracks added while it reads may be. A track has the cluster that most of
 * its genres belong to, the earlier one of equals, and is background only when
 * all its genres are.
 */
export async function loadCatalogueView(db: Database, meaning: TrackMeaning): Promise<CatalogueView> {
  const counts = await inTurns(countTracksInSteps(db));
  const size = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return fillView(db, meaning, size, readTrackSlices(db, SLICE_SIZE));
}

/** The same for those of these tracks that are in the catalogue. `ids` are ascending. */
export async function loadSomeTracks(
  db: Database,
  meaning: TrackMeaning,
  ids: readonly number[],
): Promise<CatalogueView> {
  return fillView(db, meaning, ids.length, readTrackSlicesOf(db, ids, SLICE_SIZE));
}

async function fillView(
  db: Database,
  meaning: TrackMeaning,
  size: number,
  slices: Iterable<TrackSlice>,
): Promise<CatalogueView> {
  const genreNames = readGenres(db);
  const genres = new Map([...genreNames].map(([id, name]) => [id, meaningOfGenre(name, meaning)]));
  const view = emptyView(size);

  let filled = 0;
  for (const slice of slices) {
    filled = fill(view, filled, slice, genres, meaning);
    if (filled === size) break;
    await setImmediate();
  }
  return filled === size ? view : shorten(view, filled);
}

type GenreMeaning = { readonly cluster: number; readonly isBackground: boolean };

function meaningOfGenre(name: string, { genres }: TrackMeaning): GenreMeaning {
  return { cluster: genres.clusterOf(name) ?? NO_CLUSTER, isBackground: genres.isBackground(name) };
}

function emptyView(size: number): CatalogueView {
  return {
    size,
    ids: new Int32Array(size),
    artist: new Int32Array(size),
    cluster: new Uint8Array(size).fill(NO_CLUSTER),
    isBackground: new Uint8Array(size),
    popularity: new Float32Array(size),
    year: new Float32Array(size),
    valence: new Float32Array(size),
    arousal: new Float32Array(size),
    features: new Float32Array(size * WIDTH),
    song: new Int32Array(size),
  };
}

/** Writes a slice from row `start` on, as far as there is room, and returns where the next one starts. */
function fill(
  view: CatalogueView,
  start: number,
  { tracks, artists, genres }: TrackSlice,
  genreMeanings: ReadonlyMap<number, GenreMeaning>,
  { moodOf }: TrackMeaning,
): number {
  const end = Math.min(view.size, start + tracks.length);
  let artistAt = 0;
  let genreAt = 0;
  for (let row = start; row < end; row++) {
    const [id, song, popularity, year, ...features] = tracks[row - start]!;
    view.ids[row] = id;
    view.song[row] = song;
    view.popularity[row] = popularity ?? NaN;
    view.year[row] = year ?? NaN;
    const offset = row * WIDTH;
    for (let column = 0; column < WIDTH; column++) view.features[offset + column] = features[column] ?? NaN;
    const { valence, arousal } = moodOf(view.features, offset);
    view.valence[row] = valence;
    view.arousal[row] = arousal;

    while (artists[artistAt]![0] < id) artistAt++;
    view.artist[row] = artists[artistAt]![1];

    while (genreAt < genres.length && genres[genreAt]![0] < id) genreAt++;
    let allBackground = genres[genreAt]?.[0] === id;
    const clusters: number[] = [];
    for (; genres[genreAt]?.[0] === id; genreAt++) {
      const meaning = genreMeanings.get(genres[genreAt]![1]);
      if (meaning && meaning.cluster !== NO_CLUSTER) clusters.push(meaning.cluster);
      allBackground &&= meaning?.isBackground ?? false;
    }
    view.cluster[row] = mostFrequent(clusters) ?? NO_CLUSTER;
    view.isBackground[row] = Number(allBackground);
  }
  return end;
}

/** The value that comes most often, the earlier one of equals; undefined where there is none. A track has few genres. */
function mostFrequent(values: readonly number[]): number | undefined {
  const count = (value: number) => values.filter((other) => other === value).length;
  let best = values[0];
  for (const value of values) if (count(value) > count(best!)) best = value;
  return best;
}

/** Tracks left the catalogue while it was read. */
function shorten(view: CatalogueView, size: number): CatalogueView {
  return {
    size,
    ids: view.ids.slice(0, size),
    artist: view.artist.slice(0, size),
    cluster: view.cluster.slice(0, size),
    isBackground: view.isBackground.slice(0, size),
    popularity: view.popularity.slice(0, size),
    year: view.year.slice(0, size),
    valence: view.valence.slice(0, size),
    arousal: view.arousal.slice(0, size),
    features: view.features.slice(0, size * WIDTH),
    song: view.song.slice(0, size),
  };
}
