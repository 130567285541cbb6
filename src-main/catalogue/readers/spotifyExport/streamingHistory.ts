import { cellOf } from '../../csv/cells.ts';
import { createJsonReader } from '../../json/jsonReader.ts';
import { namesIn } from '../fields/names.ts';
import { UNKNOWN } from '../fields/unknown.ts';

/** The last year's plays in Spotify's account data (`StreamingHistory_music_0.json`): artist and title, and when. */
export const streamingHistory = createJsonReader({
  format: 'spotify-streaming-history',
  name: 'Spotify streaming history',
  paths: [['*']],
  recognises: (play) => 'artistName' in play && 'trackName' in play && 'endTime' in play,
  toTrack: ({ trackName, artistName }) => ({
    ...UNKNOWN,
    ...namesIn(cellOf(trackName, 'the title'), [cellOf(artistName, 'the artist')]),
  }),
});
