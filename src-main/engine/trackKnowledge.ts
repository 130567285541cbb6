import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { AppError } from '../../src-preload/errors.ts';
import { createGenreClusters, type GenreRules } from '../recommend/genreClusters.ts';
import { createMovableGenres, type MovableGenres } from '../recommend/movableGenres.ts';
import { trackMood, type TrackMood, type TrackMoodMap } from '../recommend/trackMood.ts';

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

function readResource(directory: string, name: string): unknown {
  const path = join(directory, name);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new AppError(
      'internal',
      `${path} is missing or damaged. Your profile is untouched; install the app again.`,
      {
        cause: error,
      },
    );
  }
}
