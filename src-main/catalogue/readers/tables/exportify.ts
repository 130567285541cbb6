import { flagIn, numberIn, textIn } from '../../csv/cells.ts';
import { createCsvReader } from '../../csv/csvReader.ts';
import { commaList } from '../fields/artistLists.ts';
import { yearOfDate } from '../fields/dates.ts';
import { isrcIn, spotifyIdIn } from '../fields/ids.ts';
import { genresIn, namesIn } from '../fields/names.ts';
import { nonZero, RANGES } from '../fields/ranges.ts';
import { spotifyFeatures } from '../fields/spotifyFeatures.ts';
import { UNKNOWN } from '../fields/unknown.ts';
import { namedColumns, type FieldAt } from './namedColumns.ts';

/**
 * A playlist as Exportify writes it, either fork: `Track URI, Track Name,
 * Artist Name(s)` (joined by ", ", commas of a name as "\,"), `Album Name,
 * Track Duration (ms)` or `Duration (ms), Popularity, ISRC`, and where they
 * were asked for genres and audio features. A file of the person's own on
 * Spotify has a URI without an id.
 */
export const exportify = createCsvReader(
  namedColumns({
    format: 'exportify',
    name: 'Exportify playlist',
    required: ['track name', 'artist name(s)'],
    toTrack(at) {
      const duration = numberIn(
        first(at, 'track duration (ms)', 'duration (ms)'),
        'duration',
        RANGES.durationMs,
      );
      return {
        ...UNKNOWN,
        ...namesIn(at('track name'), artistsIn(at('artist name(s)'))),
        album: textIn(at('album name'), 'the album'),
        spotifyId: spotifyIdIn(first(at, 'track uri', 'track id', 'spotify id')),
        isrc: isrcIn(first(at, 'isrc', 'track isrc')),
        genres: genresIn(commaList(first(at, 'genres', 'artist genres'))),
        year: yearOfDate(first(at, 'album release date', 'release date')),
        durationMs: nonZero(duration === null ? null : Math.round(duration)),
        isExplicit: flagIn(at('explicit'), 'explicit'),
        popularity: numberIn(at('popularity'), 'popularity', RANGES.popularity),
        ...spotifyFeatures((name) => at(name.replace('_', ' '))),
      };
    },
  }),
);

/** The other fork joins by ";". */
function artistsIn(field: string): string[] {
  return field.includes(';') ? field.split(';').filter((name) => name.trim() !== '') : commaList(field);
}

/** The first of these columns that says something. */
function first(at: FieldAt, ...columns: readonly string[]): string {
  return columns.map(at).find((field) => field.trim() !== '') ?? '';
}
