import type { Range } from '../../csv/cells.ts';

/** What is believed of a catalogue; a row with a number outside is rejected. */
export const RANGES = {
  /** Danceability, energy, valence, acousticness, instrumentalness, liveness, speechiness. */
  share: [0, 1],
  /** The same as a percentage. */
  percent: [0, 100],
  popularity: [0, 100],
  /** dB. −60 is the floor of Spotify's analysis; loud masters reach +4.5. */
  loudness: [-70, 10],
  /** bpm; 0 stands for unknown. */
  tempo: [0, 400],
  /** One day; 0 stands for unknown. */
  durationMs: [0, 86_400_000],
  durationS: [0, 86_400],
  /** From the first recordings of sound; 0 stands for unknown. */
  year: [0, 2100],
  /** Pitch class; −1 stands for unknown. */
  musicalKey: [-1, 11],
  mode: [0, 1],
  /** Beats in a bar; 0 stands for unknown. */
  timeSignature: [0, 15],
} as const satisfies Record<string, Range>;

const FIRST_RECORDING = 1857;

/** Null for the 0 by which files say that they do not know. */
export function nonZero(value: number | null): number | null {
  return value === 0 ? null : value;
}

/** A year in which music could be recorded, otherwise null. */
export function recordedYear(value: number | null): number | null {
  return value !== null && value >= FIRST_RECORDING ? value : null;
}
