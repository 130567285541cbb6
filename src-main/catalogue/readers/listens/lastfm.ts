import { textIn } from '../../csv/cells.ts';
import { createCsvReader } from '../../csv/csvReader.ts';
import { mbidIn } from '../fields/ids.ts';
import { namesIn } from '../fields/names.ts';
import { UNKNOWN } from '../fields/unknown.ts';
import { namedColumns } from '../tables/namedColumns.ts';

/** Scrobbles of Last.fm with a header: `uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid`. */
export const lastfm = createCsvReader(
  namedColumns({
    format: 'lastfm',
    name: 'Last.fm scrobbles',
    required: ['uts', 'artist', 'album', 'track'],
    toTrack: (at) => ({
      ...UNKNOWN,
      ...namesIn(at('track'), [at('artist')]),
      album: textIn(at('album'), 'the album'),
      mbid: mbidIn(at('track_mbid')),
    }),
  }),
);

/** "31 Dec 2019 23:59", or a date that begins with its year. */
const date = /^\s*(?:\d{1,2} \p{L}{3,9}\.? \d{4},? \d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*)\s*$/u;

/** Scrobbles without a header: `artist,album,track,date`; the first row is told by its date. */
export const lastfmPlain = createCsvReader({
  format: 'lastfm-plain',
  name: 'Last.fm scrobbles without a header',
  isHeaderless: true,
  bind(first) {
    if (first.length !== 4 || !date.test(first[3]!)) return null;
    return (fields) => ({
      ...UNKNOWN,
      ...namesIn(fields[2] ?? '', [fields[0] ?? '']),
      album: textIn(fields[1] ?? '', 'the album'),
    });
  },
});
