import { flagIn, numberIn, wholeIn } from '../../csv/cells.ts';
import { createCsvReader } from '../../csv/csvReader.ts';
import { pythonList } from '../fields/artistLists.ts';
import { yearOfDate } from '../fields/dates.ts';
import { spotifyIdIn } from '../fields/ids.ts';
import { genresIn, namesIn } from '../fields/names.ts';
import { nonZero, RANGES, recordedYear } from '../fields/ranges.ts';
import { spotifyFeatures } from '../fields/spotifyFeatures.ts';
import { UNKNOWN } from '../fields/unknown.ts';
import { namedColumns } from './namedColumns.ts';

/**
 * The tables of Spotify tracks of 1921–2020 and their relatives: `id, name,
 * artists` (a list as Python writes it, in text), `year` or `release_date`,
 * `duration_ms, explicit, popularity` and the audio features.
 */
export const centuryTracks = createCsvReader(
  namedColumns({
    format: 'spotify-1921-2020',
    name: 'Spotify 1921–2020 table',
    required: ['id', 'name', 'artists', 'acousticness', 'danceability', 'energy', 'valence'],
    foreign: ['track_name'],
    toTrack(at) {
      const artists = at('artists');
      return {
        ...UNKNOWN,
        ...namesIn(at('name'), pythonList(artists) ?? [artists]),
        spotifyId: spotifyIdIn(at('id')),
        genres: genresIn(pythonList(at('genres')) ?? [at('genres')]),
        year: recordedYear(wholeIn(at('year'), 'year', RANGES.year)) ?? yearOfDate(at('release_date')),
        durationMs: nonZero(wholeIn(at('duration_ms'), 'duration_ms', RANGES.durationMs)),
        isExplicit: flagIn(at('explicit'), 'explicit'),
        popularity: numberIn(at('popularity'), 'popularity', RANGES.popularity),
        ...spotifyFeatures(at),
      };
    },
  }),
);
