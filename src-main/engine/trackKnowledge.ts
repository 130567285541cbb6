import { createGenreClusters, type GenreRules } from '../recommend/genreClusters.ts';
import { createMovableGenres, type MovableGenres } from '../recommend/movableGenres.ts';
import { trackMood, type TrackMood, type TrackMoodMap } from '../recommend/trackMood.ts';
import { readResource } from './readResource.ts';

/** What is known of tracks beyond the catalogue: the mood that features make, and the cluster that a genre is in. */
export type TrackKnowledge = {
  readonly genres: MovableGenres;
  /** The mood of one row of features, NaN for unknown ones, which starts at `offset`. */
  moodOf(features: ArrayLike<number | null>, offset: number): TrackMood;
};

/**
 * Reads the resources that ship with the app, under the person's own moves of
 * genres. Throws `internal` when one is missing or no JSON: the installation is damaged.
 */
export function readTrackKnowledge(
  resourcesDir: string,
  genreMoves: ReadonlyMap<string, string> = new Map(),
): TrackKnowledge {
  const moodMap = readResource(resourcesDir, 'track-mood.json') as TrackMoodMap;
  const rules = readResource(resourcesDir, 'genre-clusters.json') as GenreRules;
  return {
    genres: createMovableGenres(createGenreClusters(rules), genreMoves),
    moodOf: (features, offset) => trackMood(moodMap, features, offset),
  };
}
