import type { TrackField } from '../../../../src-preload/contract.ts';
import type { TrackRow } from '../../../storage/catalogue/catalogueRow.ts';
import { NOT_KNOWN, numberIn, type Range, shorten, textIn, wholeIn } from '../../csv/cells.ts';
import { RowFault } from '../../csv/rowFault.ts';
import { pythonList } from '../fields/artistLists.ts';
import { yearOfDate } from '../fields/dates.ts';
import { isrcIn, mbidIn, spotifyIdIn } from '../fields/ids.ts';
import { genresIn, namesIn } from '../fields/names.ts';
import { nonZero, RANGES } from '../fields/ranges.ts';
import { UNKNOWN } from '../fields/unknown.ts';
import { arePercentages, SHARES } from './valueShapes.ts';

/** A field of a record; '' where it has none. */
export type FieldOf = (field: TrackField) => string;

const flags: Readonly<Record<string, boolean>> = Object.fromEntries([
  ...['true', '1', 'yes', 'y', 'ja', 'oui', 'si', 'sí', 'sim', 'да', 'はい'].map((word) => [word, true]),
  ...['false', '0', 'no', 'n', 'nein', 'non', 'não', 'нет', 'いいえ'].map((word) => [word, false]),
]);
const PITCHES = ['c', 'd', 'e', 'f', 'g', 'a', 'b'] as const;
const SEMITONES = [0, 2, 4, 5, 7, 9, 11] as const;

/**
 * A function from the fields of a record to a track. Whether shares are
 * percentages is told by `samples`, the first values of each column; a value
 * that does not fit rejects the record.
 */
export function createMappedTrack(
  samples: (field: TrackField) => readonly string[],
): (at: FieldOf) => TrackRow {
  const percent = new Set(SHARES.filter((field) => arePercentages(samples(field))));
  const share = (at: FieldOf, field: TrackField) => {
    const text = at(field).replace(/\s*%\s*$/, '');
    const value = numberIn(text, field, percent.has(field) ? RANGES.percent : RANGES.share);
    return value !== null && percent.has(field) ? value / 100 : value;
  };

  return (at) => {
    const number = (field: TrackField, range: Range) => numberIn(at(field), field, range);
    const album = textIn(at('album'), 'the album');
    const key = at('key').trim();
    return {
      ...UNKNOWN,
      ...namesIn(at('title'), listIn(at('artist'))),
      album: album === NOT_KNOWN ? null : album,
      spotifyId: spotifyIdIn(at('spotify_id')),
      isrc: isrcIn(at('isrc')),
      mbid: mbidIn(at('mbid')),
      genres: genresIn(listIn(at('genre'))),
      year: yearOfDate(at('year')),
      durationMs: durationIn(at('duration_ms'), 1) ?? durationIn(at('duration_s'), 1_000),
      isExplicit: flags[at('explicit').trim().toLowerCase()] ?? null,
      popularity: number('popularity', RANGES.popularity),
      danceability: share(at, 'danceability'),
      energy: share(at, 'energy'),
      valence: share(at, 'valence'),
      tempo: nonZero(number('tempo', RANGES.tempo)),
      loudness: numberIn(at('loudness').replace(/\s*db\s*$/i, ''), 'loudness', RANGES.loudness),
      acousticness: share(at, 'acousticness'),
      instrumentalness: share(at, 'instrumentalness'),
      liveness: share(at, 'liveness'),
      speechiness: share(at, 'speechiness'),
      musicalKey: pitchIn(key),
      mode: modeIn(at('mode')) ?? modeIn(key),
      timeSignature: nonZero(
        wholeIn(at('time_signature').replace(/\/\d+\s*$/, ''), 'time_signature', RANGES.timeSignature),
      ),
    };
  };
}

/** Names in a list as Python writes it, or parted by semicolons or line ends. */
function listIn(field: string): string[] {
  return pythonList(field) ?? field.split(/[;\n|]/).filter((name) => name.trim() !== '');
}

/** Milliseconds of a number in units of `unitMs`, or of a clock such as "3:41" or "1:02:03". */
function durationIn(field: string, unitMs: number): number | null {
  const [, hours = '0', minutes, seconds] =
    /^\s*(?:(\d{1,2}):)?(\d{1,3}):(\d{2}(?:[.,]\d+)?)\s*$/.exec(field) ?? [];
  if (minutes !== undefined) {
    const total = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds!.replace(',', '.'));
    if (total * 1_000 > RANGES.durationMs[1])
      throw new RowFault(`the duration is longer than a day: "${shorten(field)}"`);
    return nonZero(Math.round(total * 1_000));
  }
  const value = numberIn(field, 'the duration', [0, RANGES.durationMs[1] / unitMs]);
  return value === null ? null : nonZero(Math.round(value * unitMs));
}

/** A pitch class as a number, −1 for unknown, or as a name: "C#", "Eb minor", "F♯". */
function pitchIn(text: string): number | null {
  const [, letter, sign] = /^([A-Ga-g])\s*([#♯b♭]?)(?:[\s/].*|m|maj|min)?$/.exec(text) ?? [];
  if (letter === undefined) {
    const value = wholeIn(/^-?\d+(?:\.0)?$/.test(text) ? text : '', 'key', RANGES.musicalKey);
    return value === -1 ? null : value;
  }
  const natural = SEMITONES[PITCHES.indexOf(letter.toLowerCase() as (typeof PITCHES)[number])]!;
  return (natural + (sign === '#' || sign === '♯' ? 1 : sign ? 11 : 0)) % 12;
}

function modeIn(text: string): number | null {
  if (/^\s*1(?:\.0)?\s*$|maj|dur\b|мажор/i.test(text)) return 1;
  return /^\s*0(?:\.0)?\s*$|min|moll\b|минор/i.test(text) ? 0 : null;
}
