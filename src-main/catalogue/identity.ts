import type { TrackRow } from '../storage/catalogueRow.ts';
import { cutFeatured } from './cutFeatured.ts';
import { foldName } from './foldName.ts';

/**
 * What makes two rows the same track, in one file or in two: the Spotify id
 * where there is one, otherwise the main artist and the title as compared,
 * without their guests. A remaster or a live take is another track.
 */
export function identityOf({
  spotifyId,
  artists,
  title,
}: Pick<TrackRow, 'spotifyId' | 'artists' | 'title'>): string {
  if (spotifyId) return `spotify:${spotifyId}`;
  return `name:${foldName(cutFeatured(artists[0]!))}|${foldName(cutFeatured(title))}`;
}
