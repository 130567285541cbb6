import type { TrackNumbers } from '../../../storage/catalogue/catalogueRow.ts';
import { numberIn, type Range, wholeIn } from '../../csv/cells.ts';
import { type CsvLayout, createCsvReader } from '../../csv/csvReader.ts';
import { NO_IDS } from '../../names/identity.ts';
import { genresIn, namesIn } from '../fields/names.ts';
import { nonZero, RANGES, recordedYear } from '../fields/ranges.ts';

/** How the copies of the list name their columns, by what remains of a header before its explanation. */
const headers = {
  title: ['title'],
  artist: ['artist'],
  genre: ['thegenreofthetrack', 'topgenre', 'genre'],
  year: ['year'],
  tempo: ['beatsperminute', 'bpm'],
  energy: ['energy', 'nrgy'],
  danceability: ['danceability', 'dnce'],
  loudness: ['loudnessdb', 'loudness', 'db'],
  liveness: ['liveness', 'live'],
  valence: ['valence', 'val'],
  duration: ['length', 'dur'],
  acousticness: ['acousticness', 'acous'],
  speechiness: ['speechiness', 'spch'],
  popularity: ['popularity', 'pop'],
} as const satisfies Record<string, readonly string[]>;

type Column = keyof typeof headers;

const required: readonly Column[] = [
  'title',
  'artist',
  'tempo',
  'energy',
  'danceability',
  'valence',
  'duration',
];

/**
 * The yearly Top 50 list of 2010–2019 and its relatives: shares as percentages,
 * loudness in whole dB, length in seconds. Headers are long prose
 * ("Energy- The energy of a song …") or short ("nrgy").
 */
const layout: CsvLayout = {
  format: 'top-50',
  name: 'Top 50 list',
  bind(columns) {
    const names = columns.map(withoutExplanation);
    const places = Object.fromEntries(
      Object.entries(headers).map(([column, known]) => [
        column,
        names.findIndex((name) => (known as readonly string[]).includes(name)),
      ]),
    ) as Record<Column, number>;
    if (required.some((column) => places[column] < 0)) return null;

    return (fields) => {
      const at = (column: Column) => fields[places[column]] ?? '';
      const share = (column: Column) => asShare(numberIn(at(column), column, RANGES.percent));
      const number = (column: Column, range: Range) => numberIn(at(column), column, range);
      const seconds = nonZero(number('duration', RANGES.durationS));

      return {
        ...namesIn(at('title'), [at('artist')]),
        album: null,
        ...NO_IDS,
        genres: genresIn([at('genre')]),
        durationMs: seconds === null ? null : Math.round(seconds * 1000),
        isExplicit: null,
        year: recordedYear(wholeIn(at('year'), 'year', RANGES.year)),
        musicalKey: null,
        mode: null,
        timeSignature: null,
        ...unlessUnmeasured({
          popularity: number('popularity', RANGES.popularity),
          danceability: share('danceability'),
          energy: share('energy'),
          valence: share('valence'),
          tempo: nonZero(number('tempo', RANGES.tempo)),
          loudness: number('loudness', RANGES.loudness),
          acousticness: share('acousticness'),
          instrumentalness: null,
          liveness: share('liveness'),
          speechiness: share('speechiness'),
        }),
      };
    };
  },
};

export const top50 = createCsvReader(layout);

/** "Loudness/dB - The higher …" and "Loudness (dB)" as a name that can be looked up. */
function withoutExplanation(header: string): string {
  return header
    .replace(/[-(].*$/s, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

function asShare(percent: number | null): number | null {
  return percent === null ? null : percent / 100;
}

type Measured = Omit<
  TrackNumbers,
  'year' | 'durationMs' | 'isExplicit' | 'musicalKey' | 'mode' | 'timeSignature'
>;

/** A song that the list could not look up has 0 throughout; nothing is known of it then. */
function unlessUnmeasured(numbers: Measured): Measured {
  const { tempo, energy, danceability } = numbers;
  if (tempo !== null || energy || danceability) return numbers;
  return Object.fromEntries(Object.keys(numbers).map((name) => [name, null])) as Measured;
}
