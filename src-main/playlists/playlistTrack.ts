import type { Track } from '../../src-preload/contract.ts';

/** A song as a playlist file needs it. Where the Spotify id is not known, files name the song by artist and title. */
export type PlaylistTrack = Omit<Track, 'id'> & { readonly spotifyId?: string | null };

/** The address under which Spotify and programs that play from it know a track. */
export function spotifyUri({ spotifyId }: PlaylistTrack): string | null {
  return spotifyId ? `spotify:track:${spotifyId}` : null;
}
