import { oneLine } from '../catalogue/names/oneLine.ts';
import { type PlaylistTrack, spotifyUri } from './playlistTrack.ts';
import { safeFileName } from './safeFileName.ts';

/**
 * Songs as an extended M3U in UTF-8. `#EXTINF` gives seconds, −1 where the
 * length is not known, and "Artist - Title". The location is the Spotify URI
 * where there is one, which players that reach Spotify open; otherwise the file
 * name that the song has in most collections, "Artist - Title.mp3", beside the
 * playlist: players and converters that do not find it match songs by it.
 */
export function renderM3u8(tracks: readonly PlaylistTrack[], title: string): string {
  const lines = ['#EXTM3U', `#PLAYLIST:${oneLine(title)}`];
  for (const track of tracks) {
    const seconds = track.durationMs === null ? -1 : Math.round(track.durationMs / 1000);
    const name = `${oneLine(track.artist)} - ${oneLine(track.title)}`;
    lines.push(`#EXTINF:${seconds},${name}`, spotifyUri(track) ?? fileNameOf(name));
  }
  return `${lines.join('\n')}\n`;
}

/** A line that starts with "#" would be a comment. */
function fileNameOf(name: string): string {
  return safeFileName(name, 'mp3').replace(/^#/, '_');
}
