import { flagIn, NOT_KNOWN, numberIn, type Range, textIn, wholeIn } from '../csv/cells.ts';
import { type CsvLayout, createCsvReader } from '../csv/csvReader.ts';
import { NO_IDS } from '../identity.ts';
import { genresIn, namesIn } from './names.ts';
import { nonZero, RANGES } from './ranges.ts';

const required = ['track_id', 'artists', 'track_name', 'danceability', 'energy', 'valence', 'tempo'];

const spotifyId = /^[0-9A-Za-z]{22}$/;

/**
 * The table of 114,000 Spotify tracks that many data sets go back to, one row
 * for each genre of a track: `track_id, artists` (parted by ";"), `album_name,
 * track_name, popularity, duration_ms, explicit`, the audio features,
 * `track_genre`. Columns may stand in any order, and those that are not needed
 * may be missing.
 */
const layout: CsvLayout = {
  format: 'spotify-tracks',
  name: 'Spotify tracks table',
  bind(columns) {
    const names = columns.map((column) => column.trim().toLowerCase());
    if (!required.every((column) => names.includes(column))) return null;
    const places = new Map(names.map((column, place) => [column, place]));

    return (fields) => {
      const at = (column: string) => fields[places.get(column) ?? -1] ?? '';
      const number = (column: string, range: Range) => numberIn(at(column), column, range);
      const whole = (column: string, range: Range) => wholeIn(at(column), column, range);

      const { title, artists } = namesIn(at('track_name'), at('artists').split(';'));
      const tempo = nonZero(number('tempo', RANGES.tempo));
      // Where the analysis found no beat, it writes 0 for what it derives from the beat.
      const measured = (value: number | null) => (tempo === null ? nonZero(value) : value);
      const album = textIn(at('album_name'), 'the album');
      const musicalKey = whole('key', RANGES.musicalKey);
      const id = at('track_id').trim();

      return {
        title,
        artists,
        album: album === NOT_KNOWN ? null : album,
        ...NO_IDS,
        spotifyId: spotifyId.test(id) ? id : null,
        genres: genresIn([at('track_genre')]),
        year: null,
        durationMs: nonZero(whole('duration_ms', RANGES.durationMs)),
        isExplicit: flagIn(at('explicit'), 'explicit'),
        popularity: number('popularity', RANGES.popularity),
        danceability: measured(number('danceability', RANGES.share)),
        energy: number('energy', RANGES.share),
        valence: measured(number('valence', RANGES.share)),
        tempo,
        loudness: number('loudness', RANGES.loudness),
        acousticness: number('acousticness', RANGES.share),
        instrumentalness: number('instrumentalness', RANGES.share),
        liveness: number('liveness', RANGES.share),
        speechiness: measured(number('speechiness', RANGES.share)),
        musicalKey: musicalKey === -1 ? null : musicalKey,
        mode: whole('mode', RANGES.mode),
        timeSignature: nonZero(whole('time_signature', RANGES.timeSignature)),
      };
    };
  },
};

export const spotifyTracks = createCsvReader(layout);
