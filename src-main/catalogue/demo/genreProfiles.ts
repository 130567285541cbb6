import type { Palette } from './words.ts';

/** What the songs of a genre are like on average, in the units of the audio features. */
export type GenreProfile = {
  readonly genre: string;
  /** The words that its titles and bands are made of. */
  readonly palette: Palette;
  readonly energy: number;
  readonly valence: number;
  readonly danceability: number;
  /** bpm. */
  readonly tempo: number;
  /** dB. */
  readonly loudness: number;
  readonly acousticness: number;
  /** The share of songs without a voice. */
  readonly instrumentalness: number;
  readonly speechiness: number;
  /** Seconds. */
  readonly duration: number;
};

type Line = readonly [
  genre: string,
  palette: Palette,
  energy: number,
  valence: number,
  danceability: number,
  tempo: number,
  loudness: number,
  acousticness: number,
  instrumentalness: number,
  speechiness: number,
  duration: number,
];

/** Set by hand from what the genres are known for; taken from no data set. */
const lines: readonly Line[] = [
  ['pop', 'bright', 0.66, 0.56, 0.66, 118, -6, 0.2, 0.01, 0.06, 205],
  ['synth-pop', 'night', 0.7, 0.55, 0.63, 120, -7, 0.1, 0.06, 0.05, 232],
  ['indie-pop', 'quiet', 0.55, 0.48, 0.58, 116, -8, 0.36, 0.06, 0.05, 214],
  ['dance', 'bright', 0.8, 0.58, 0.71, 124, -5, 0.07, 0.05, 0.07, 194],
  ['house', 'night', 0.78, 0.55, 0.76, 124, -7, 0.05, 0.4, 0.07, 262],
  ['techno', 'night', 0.79, 0.3, 0.74, 130, -8, 0.05, 0.75, 0.08, 340],
  ['trance', 'night', 0.86, 0.3, 0.55, 136, -6, 0.03, 0.5, 0.06, 300],
  ['drum-and-bass', 'hard', 0.88, 0.38, 0.55, 174, -5, 0.05, 0.45, 0.1, 250],
  ['trip-hop', 'night', 0.48, 0.33, 0.61, 96, -11, 0.3, 0.4, 0.08, 268],
  ['hip-hop', 'street', 0.66, 0.5, 0.75, 98, -6, 0.16, 0.01, 0.2, 206],
  ['r-n-b', 'street', 0.5, 0.46, 0.66, 104, -8, 0.32, 0.01, 0.1, 222],
  ['soul', 'street', 0.49, 0.6, 0.6, 106, -9, 0.46, 0.02, 0.06, 216],
  ['funk', 'street', 0.72, 0.8, 0.74, 110, -8, 0.18, 0.08, 0.08, 252],
  ['disco', 'bright', 0.76, 0.84, 0.72, 119, -8, 0.14, 0.06, 0.05, 262],
  ['rock', 'hard', 0.76, 0.5, 0.52, 126, -6, 0.12, 0.04, 0.06, 232],
  ['punk', 'hard', 0.91, 0.52, 0.44, 158, -4, 0.02, 0.02, 0.09, 156],
  ['metal', 'hard', 0.93, 0.22, 0.38, 132, -5, 0.01, 0.12, 0.1, 284],
  ['post-rock', 'quiet', 0.46, 0.16, 0.32, 118, -11, 0.35, 0.8, 0.04, 376],
  ['folk', 'rural', 0.34, 0.42, 0.5, 112, -12, 0.76, 0.06, 0.04, 212],
  ['singer-songwriter', 'quiet', 0.29, 0.28, 0.47, 108, -12, 0.78, 0.03, 0.04, 224],
  ['country', 'rural', 0.63, 0.62, 0.59, 122, -7, 0.3, 0.01, 0.04, 208],
  ['blues', 'street', 0.46, 0.55, 0.54, 112, -11, 0.52, 0.06, 0.06, 238],
  ['gospel', 'bright', 0.55, 0.42, 0.45, 112, -8, 0.4, 0.01, 0.07, 290],
  ['jazz', 'night', 0.31, 0.46, 0.53, 112, -14, 0.8, 0.45, 0.05, 276],
  ['bossa-nova', 'rural', 0.3, 0.66, 0.63, 118, -14, 0.78, 0.14, 0.05, 186],
  ['classical', 'quiet', 0.15, 0.2, 0.31, 100, -21, 0.95, 0.9, 0.04, 290],
  ['reggae', 'rural', 0.55, 0.78, 0.74, 112, -8, 0.2, 0.02, 0.12, 232],
  ['salsa', 'bright', 0.74, 0.84, 0.65, 104, -7, 0.38, 0.02, 0.05, 264],
  ['afrobeat', 'bright', 0.69, 0.74, 0.74, 112, -7, 0.24, 0.12, 0.09, 248],
  ['lo-fi', 'quiet', 0.24, 0.44, 0.66, 84, -14, 0.7, 0.8, 0.06, 142],
];

/** The genres of the demo catalogue. */
export const genreProfiles: readonly GenreProfile[] = lines.map(
  ([
    genre,
    palette,
    energy,
    valence,
    danceability,
    tempo,
    loudness,
    acousticness,
    instrumentalness,
    speechiness,
    duration,
  ]) => ({
    genre,
    palette,
    energy,
    valence,
    danceability,
    tempo,
    loudness,
    acousticness,
    instrumentalness,
    speechiness,
    duration,
  }),
);
