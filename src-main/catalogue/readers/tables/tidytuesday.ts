import { NOT_KNOWN, numberIn, textIn, wholeIn } from '../../csv/cells.ts';
import { createCsvReader } from '../../csv/csvReader.ts';
import { yearOfDate } from '../fields/dates.ts';
import { spotifyIdIn } from '../fields/ids.ts';
import { genresIn, namesIn } from '../fields/names.ts';
import { nonZero, RANGES } from '../fields/ranges.ts';
import { spotifyFeatures } from '../fields/spotifyFeatures.ts';
import { UNKNOWN } from '../fields/unknown.ts';
import { namedColumns } from './namedColumns.ts';

/**
 * The 32,000 songs of TidyTuesday, one row for each playlist of a song, whose
 * genre and subgenre are the song's: `track_id, track_name, track_artist,
 * track_popularity, track_album_name, track_album_release_date,
 * playlist_genre, playlist_subgenre`, the audio features, `duration_ms`.
 */
export const tidytuesday = createCsvReader(
  namedColumns({
    format: 'tidytuesday',
    name: 'TidyTuesday songs table',
    required: ['track_id', 'track_name', 'track_artist', 'playlist_genre', 'danceability', 'valence'],
    toTrack(at) {
      const album = textIn(at('track_album_name'), 'the album');
      const durationMs = numberIn(at('duration_ms'), 'duration_ms', RANGES.durationMs);
      return {
        ...UNKNOWN,
        ...namesIn(at('track_name'), [at('track_artist')]),
        album: album === NOT_KNOWN ? null : album,
        spotifyId: spotifyIdIn(at('track_id')),
        genres: genresIn([at('playlist_subgenre'), at('playlist_genre')]),
        year: yearOfDate(at('track_album_release_date')),
        durationMs: nonZero(durationMs === null ? null : Math.round(durationMs)),
        popularity: wholeIn(at('track_popularity'), 'track_popularity', RANGES.popularity),
        ...spotifyFeatures(at),
      };
    },
  }),
);
