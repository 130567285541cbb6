import type { CatalogueReader } from './reader.ts';
import { spotifyTracks } from './spotifyTracks.ts';
import { top50 } from './top50.ts';

/** Every reader; the first that recognises a file reads it. */
export const readers: readonly CatalogueReader[] = [spotifyTracks, top50];
