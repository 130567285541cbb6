/** What a sentence about a song can be made of. Unknown is null, never 0. */
export type TextTrack = {
  readonly title: string;
  /** All artists, in one line; empty where none is known. */
  readonly artist: string;
  readonly album: string | null;
  readonly year: number | null;
  /** The main genre first. */
  readonly genres: readonly string[];
  /** 0–100. */
  readonly popularity: number | null;
  readonly durationMs: number | null;
  /** In bpm. */
  readonly tempo: number | null;
  /** In dB. */
  readonly loudness: number | null;
  /** This and the rest 0–1. */
  readonly danceability: number | null;
  readonly energy: number | null;
  readonly valence: number | null;
  readonly acousticness: number | null;
  readonly instrumentalness: number | null;
  readonly liveness: number | null;
  readonly speechiness: number | null;
};
