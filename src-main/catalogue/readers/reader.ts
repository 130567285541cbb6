import type { TrackRow } from '../../storage/catalogue/catalogueRow.ts';
import type { CatalogueFile, Opening } from '../files/catalogueFile.ts';

/** What a reader makes of one record of a file: a track, or the reason why it is none. */
export type Reading =
  | { readonly line: number; readonly track: TrackRow }
  /** `line` is the physical line of the file, from 1, on which the record starts. */
  | { readonly line: number; readonly reason: string };

/**
 * Reads one format. A reader recognises its format by what the file holds,
 * never by its name; reads it as a stream in memory that does not grow with
 * the file; yields readings in the order of the file, many at a time; and
 * turns a bad record into a reading with a reason. It throws only when the
 * file itself gives out.
 */
export type CatalogueReader = {
  /** A short name for tables and scripts, such as `spotify-tracks`. */
  readonly format: string;
  /** What a person calls such a file: "Spotify tracks table". */
  readonly name: string;
  recognises(opening: Opening): boolean;
  read(file: CatalogueFile): AsyncIterable<readonly Reading[]>;
};
