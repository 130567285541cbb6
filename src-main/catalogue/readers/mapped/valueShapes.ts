import type { TrackField } from '../../../../src-preload/contract.ts';
import { isrcIn, mbidIn, spotifyIdIn } from '../fields/ids.ts';

/** Shares are stated as 0–1 by some, as percentages by others. */
export const SHARES: readonly TrackField[] = [
  'danceability',
  'energy',
  'valence',
  'acousticness',
  'instrumentalness',
  'liveness',
  'speechiness',
];

/** A number in a sample of a column, with a decimal point or comma, a percent sign left out; NaN for anything else. */
export function sampleNumber(field: string): number {
  const text = field.trim().replace(/\s*%$/, '').replace(',', '.');
  return text === '' ? NaN : Number(text);
}

const clock = /^\s*(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d+)?\s*$/;

/** What a column holds, told by its values alone; null where that says nothing certain. */
export function fieldByValues(values: readonly string[]): TrackField | null {
  const filled = values.filter((value) => value.trim() !== '');
  if (filled.length === 0) return null;
  const all = (fits: (value: string) => boolean) => filled.every(fits);
  if (all((value) => spotifyIdIn(value) !== null)) return 'spotify_id';
  if (all((value) => isrcIn(value) !== null)) return 'isrc';
  if (all((value) => mbidIn(value) !== null)) return 'mbid';
  if (all((value) => clock.test(value))) return 'duration_s';
  return null;
}

/** Whether the values of a column may be those of a field: what is called "time" may be a clock, "date" no year. */
export function mayHold(field: TrackField, values: readonly string[]): boolean {
  const filled = values.filter((value) => value.trim() !== '');
  if (filled.length === 0) return true;
  const numbers = filled.map(sampleNumber);
  const within = (min: number, max: number) => numbers.every((value) => value >= min && value <= max);
  const mostly = (fits: (value: string) => boolean) => filled.filter(fits).length * 2 > filled.length;
  switch (field) {
    case 'spotify_id':
      return mostly((value) => spotifyIdIn(value) !== null);
    case 'isrc':
      return mostly((value) => isrcIn(value) !== null);
    case 'mbid':
      return mostly((value) => mbidIn(value) !== null);
    case 'year':
      return mostly((value) => /^\s*(?:1[89]|20)\d{2}(?:\D.*|)$/.test(value));
    case 'duration_ms':
      return within(0, 86_400_000);
    case 'duration_s':
      return filled.every((value) => clock.test(value)) || within(0, 86_400_000);
    case 'tempo':
      return within(0, 400);
    case 'loudness':
      return within(-70, 10);
    case 'popularity':
      return within(0, 100);
    default:
      return !SHARES.includes(field) || within(0, 100);
  }
}

/** Milliseconds rather than seconds: half of the values are longer than an hour and a half of seconds. */
export function areMilliseconds(values: readonly string[]): boolean {
  const numbers = values.map(sampleNumber).filter((value) => value > 0);
  numbers.sort((a, b) => a - b);
  return (numbers[numbers.length >> 1] ?? 0) > 5_400;
}

/** Percentages rather than 0–1: one of the values is larger than 1, or has the sign. */
export function arePercentages(values: readonly string[]): boolean {
  return values.some((value) => sampleNumber(value) > 1 || value.includes('%'));
}
