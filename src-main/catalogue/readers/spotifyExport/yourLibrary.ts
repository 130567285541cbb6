import { cellOf, textIn } from '../../csv/cells.ts';
import { createJsonReader } from '../../json/jsonReader.ts';
import { spotifyIdIn } from '../fields/ids.ts';
import { namesIn } from '../fields/names.ts';
import { UNKNOWN } from '../fields/unknown.ts';

/** The saved songs in Spotify's account data (`YourLibrary.json`). Albums, shows and banned songs are left out. */
export const yourLibrary = createJsonReader({
  format: 'spotify-library',
  name: 'Spotify library',
  paths: [['tracks', '*']],
  recognises: (song) => 'track' in song && 'artist' in song && 'uri' in song,
  toTrack: ({ track, artist, album, uri }) => ({
    ...UNKNOWN,
    ...namesIn(cellOf(track, 'the title'), [cellOf(artist, 'the artist')]),
    album: textIn(cellOf(album, 'the album'), 'the album'),
    spotifyId: spotifyIdIn(cellOf(uri, 'the URI')),
  }),
});
