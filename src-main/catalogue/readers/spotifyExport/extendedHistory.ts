import { cellOf, textIn } from '../../csv/cells.ts';
import { RowFault } from '../../csv/rowFault.ts';
import { createJsonReader } from '../../json/jsonReader.ts';
import { spotifyIdIn } from '../fields/ids.ts';
import { namesIn } from '../fields/names.ts';
import { UNKNOWN } from '../fields/unknown.ts';

/**
 * Spotify's extended streaming history (`Streaming_History_Audio_….json`,
 * `endsong_….json`): one object a play. The catalogue takes the songs, each
 * once; where and on what machine it was played is not read at all.
 */
export const extendedHistory = createJsonReader({
  format: 'spotify-extended-history',
  name: 'Spotify extended streaming history',
  paths: [['*']],
  recognises: (play) => 'master_metadata_track_name' in play && 'ts' in play,
  toTrack(play) {
    const text = (key: string) => cellOf(play[`master_metadata_${key}`], key);
    if (play.master_metadata_track_name === null) throw new RowFault('a podcast or video, no song');
    return {
      ...UNKNOWN,
      ...namesIn(text('track_name'), [text('album_artist_name')]),
      album: textIn(text('album_album_name'), 'the album'),
      spotifyId: spotifyIdIn(cellOf(play.spotify_track_uri, 'the URI')),
    };
  },
});
