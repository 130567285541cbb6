import { cellOf, textIn } from '../../csv/cells.ts';
import { RowFault } from '../../csv/rowFault.ts';
import { createJsonReader, type JsonObject } from '../../json/jsonReader.ts';
import { spotifyIdIn } from '../fields/ids.ts';
import { namesIn } from '../fields/names.ts';
import { UNKNOWN } from '../fields/unknown.ts';

/** The playlists in Spotify's account data (`Playlist1.json`): their songs. Episodes and files of one's own that have no names are no songs. */
export const playlists = createJsonReader({
  format: 'spotify-playlists',
  name: 'Spotify playlists',
  paths: [['playlists', '*', 'items', '*']],
  recognises: (item) => 'track' in item && 'addedDate' in item,
  toTrack(item) {
    const track = item.track ?? item.localTrack;
    if (typeof track !== 'object' || track === null) throw new RowFault('a podcast or a song that is gone');
    const { trackName, artistName, albumName, trackUri } = track as JsonObject;
    return {
      ...UNKNOWN,
      ...namesIn(cellOf(trackName, 'the title'), [cellOf(artistName, 'the artist')]),
      album: textIn(cellOf(albumName, 'the album'), 'the album'),
      spotifyId: spotifyIdIn(cellOf(trackUri, 'the URI')),
    };
  },
});
