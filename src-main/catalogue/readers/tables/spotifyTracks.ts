import { flagIn, NOT_KNOWN, numberIn, textIn, wholeIn } from '../../csv/cells.ts';
import { createCsvReader } from '../../csv/csvReader.ts';
import { spotifyIdIn } from '../fields/ids.ts';
import { genresIn, namesIn } from '../fields/names.ts';
import { nonZero, RANGES } from '../fields/ranges.ts';
import { spotifyFeatures } from '../fields/spotifyFeatures.ts';
import { UNKNOWN } from '../fields/unknown.ts';
import { namedColumns } from './namedColumns.ts';

/**
 * The table of 114,000 Spotify tracks that many data sets go back to, one row
 * for each genre of a track: `track_id, artists` (parted by ";"), `album_name,
 * track_name, popularity, duration_ms, explicit`, the audio features,
 * `track_genre`. Columns may stand in any order, and those that are not needed
 * may be missing.
 */
export const spotifyTracks = createCsvReader(
  namedColumns({
    format: 'spotify-tracks',
    name: 'Spotify tracks table',
    required: ['track_id', 'artists', 'track_name', 'danceability', 'energy', 'valence', 'tempo'],
    toTrack(at) {
      const album = textIn(at('album_name'), 'the album');
      return {
        ...UNKNOWN,
        ...namesIn(at('track_name'), at('artists').split(';')),
        album: album === NOT_KNOWN ? null : album,
        spotifyId: spotifyIdIn(at('track_id')),
        genres: genresIn([at('track_genre')]),
        durationMs: nonZero(wholeIn(at('duration_ms'), 'duration_ms', RANGES.durationMs)),
        isExplicit: flagIn(at('explicit'), 'explicit'),
        popularity: numberIn(at('popularity'), 'popularity', RANGES.popularity),
        ...spotifyFeatures(at),
      };
    },
  }),
);
