import type { TextTrack } from './textTrack.ts';

/** More genres than these say little more of a song. */
const MOST_GENRES = 4;

/** What stands in a sentence as it is; null where it is unknown. */
export const WORD_SLOTS: Readonly<Record<string, (track: TextTrack) => string | null>> = {
  title: ({ title }) => title,
  artist: ({ artist }) => artist,
  album: ({ album }) => album,
  year: ({ year }) => (year === null ? null : String(year)),
  genre: ({ genres }) => genres.slice(0, MOST_GENRES).join(', ') || null,
};

/** What stands in a sentence by a label, in the unit of its edges: bpm, dB, seconds, and 0–100 for the rest. */
export const NUMBER_SLOTS: Readonly<Record<string, (track: TextTrack) => number | null>> = {
  tempo: ({ tempo }) => tempo,
  loudness: ({ loudness }) => loudness,
  length: ({ durationMs }) => (durationMs === null ? null : durationMs / 1000),
  popularity: ({ popularity }) => popularity,
  energy: ({ energy }) => percent(energy),
  danceability: ({ danceability }) => percent(danceability),
  valence: ({ valence }) => percent(valence),
  acousticness: ({ acousticness }) => percent(acousticness),
  instrumentalness: ({ instrumentalness }) => percent(instrumentalness),
  liveness: ({ liveness }) => percent(liveness),
  speechiness: ({ speechiness }) => percent(speechiness),
};

function percent(share: number | null): number | null {
  return share === null ? null : share * 100;
}
