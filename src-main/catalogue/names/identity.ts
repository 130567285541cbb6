import type { TrackRow } from '../../storage/catalogue/catalogueRow.ts';
import { cutFeatured } from './cutFeatured.ts';
import { foldName } from './foldName.ts';

type Names = Pick<TrackRow, 'artists' | 'title'>;
type Ids = Pick<TrackRow, 'spotifyId' | 'isrc' | 'mbid'>;

/** Of a track that no one has numbered. */
export const NO_IDS: Ids = { spotifyId: null, isrc: null, mbid: null };

/** Main artist and title as compared, without their guests. A remaster or a live take has another name. */
export function nameOf({ artists, title }: Names, fold = foldName): string {
  return `${fold(cutFeatured(artists[0]!))}|${fold(cutFeatured(title))}`;
}

/** The ids of a row as they are stored, the strongest first: a track of Spotify, a recording, a recording in MusicBrainz. */
export function idsOf({ spotifyId, isrc, mbid }: Ids): string[] {
  const ids = { spotify: spotifyId, isrc, mbid };
  return Object.entries(ids).flatMap(([kind, id]) => (id ? [`${kind}:${id}`] : []));
}

/** What a track is stored under when it is new: its strongest id, or else its name. */
export function identityOf(row: Names & Ids, name = nameOf(row)): string {
  return idsOf(row)[0] ?? `name:${name}`;
}

/**
 * A name as a positive whole number of 53 bits, never 0: two hashes (FNV-1a and
 * a multiplicative one) over its UTF-16 units. Among a million names two share
 * theirs by chance once in twenty thousand catalogues.
 */
export function nameKeyOf(name: string): number {
  let low = 0x811c9dc5;
  let high = 0;
  for (let at = 0; at < name.length; at++) {
    const unit = name.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high, 0x5bd1e995) + unit + (high >>> 15);
  }
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0) || 1;
}
