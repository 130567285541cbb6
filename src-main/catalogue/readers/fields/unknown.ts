import type { TrackRow } from '../../../storage/catalogue/catalogueRow.ts';

/** A track of which nothing is known but what it is called. */
export const UNKNOWN: Omit<TrackRow, 'title' | 'artists'> = {
  album: null,
  spotifyId: null,
  isrc: null,
  mbid: null,
  genres: [],
  year: null,
  durationMs: null,
  isExplicit: null,
  popularity: null,
  danceability: null,
  energy: null,
  valence: null,
  tempo: null,
  loudness: null,
  acousticness: null,
  instrumentalness: null,
  liveness: null,
  speechiness: null,
  musicalKey: null,
  mode: null,
  timeSignature: null,
};
