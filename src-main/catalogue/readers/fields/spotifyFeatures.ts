import type { Feature } from '../../../recommend/catalogueView.ts';
import type { TrackNumbers } from '../../../storage/catalogue/catalogueRow.ts';
import { numberIn, type Range, wholeIn } from '../../csv/cells.ts';
import { nonZero, RANGES } from './ranges.ts';

type Analysed = Pick<TrackNumbers, Feature | 'musicalKey' | 'mode' | 'timeSignature'>;

/**
 * The results of Spotify's analysis as its tables state them, `at` giving a
 * field by Spotify's own name for it. Where no beat was found, 0 stands for
 * what is derived from the beat: unknown.
 */
export function spotifyFeatures(at: (name: string) => string): Analysed {
  const number = (name: string, range: Range) => numberIn(at(name), name, range);
  const tempo = nonZero(number('tempo', RANGES.tempo));
  const measured = (value: number | null) => (tempo === null ? nonZero(value) : value);
  const musicalKey = wholeIn(at('key'), 'key', RANGES.musicalKey);
  return {
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
    mode: wholeIn(at('mode'), 'mode', RANGES.mode),
    timeSignature: nonZero(wholeIn(at('time_signature'), 'time_signature', RANGES.timeSignature)),
  };
}
