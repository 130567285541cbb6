import type { Feature } from '../../recommend/catalogueView.ts';

/** The numbers that a catalogue states of a track; unknown is null, never 0. */
export type TrackNumbers = Readonly<Record<Feature, number | null>> & {
  readonly year: number | null;
  readonly durationMs: number | null;
  readonly isExplicit: boolean | null;
  /** 0–100. */
  readonly popularity: number | null;
  /** Pitch class, 0 = C … 11 = B. */
  readonly musicalKey: number | null;
  /** 1 = major, 0 = minor. */
  readonly mode: number | null;
  /** Beats in a bar. */
  readonly timeSignature: number | null;
};

/** A track as a catalogue file states it: texts clean, numbers in the units of the house. */
export type TrackRow = TrackNumbers & {
  readonly title: string;
  /** At least one; the main artist first. */
  readonly artists: readonly string[];
  readonly album: string | null;
  /** 22 letters and digits. */
  readonly spotifyId: string | null;
  /** 12 letters and digits, in capitals. */
  readonly isrc: string | null;
  /** The recording's UUID in MusicBrainz, in lower case. */
  readonly mbid: string | null;
  /** The main genre first; may be empty. */
  readonly genres: readonly string[];
};

/** An artist's name with the key under which its spellings are the same. */
export type KeyedArtist = { readonly name: string; readonly key: string };

/** A track with what it is stored under. */
export type CatalogueRow = Omit<TrackRow, 'artists'> & {
  /** What the track is stored under when it is new: its strongest id, or else its names. */
  readonly identity: string;
  /** All ids that the row has, the strongest first, such as `spotify:…`; may be empty. */
  readonly ids: readonly string[];
  /** Equal for rows of the same main artist and title as compared: a positive hash; 0 where names must not match. */
  readonly nameKey: number;
  /** Equal for the versions of one song: a signed 32-bit hash. */
  readonly song: number;
  readonly artists: readonly KeyedArtist[];
};
