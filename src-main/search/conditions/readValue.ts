import type { Dimension } from '../columns/dimensions.ts';
import type { Demand, Level } from './condition.ts';

const levels: Readonly<Record<string, Level>> = {
  'very low': 'very low',
  low: 'low',
  medium: 'medium',
  mid: 'medium',
  high: 'high',
  'very high': 'very high',
  slow: 'low',
  fast: 'high',
  quiet: 'low',
  loud: 'high',
  short: 'low',
  long: 'high',
  sad: 'low',
  happy: 'high',
  no: 'low',
  yes: 'high',
};
const shares: ReadonlySet<Dimension> = new Set([
  'danceability',
  'energy',
  'valence',
  'acousticness',
  'instrumentalness',
  'liveness',
  'speechiness',
]);
const decade = /^(\d{2}|\d{4})'?s$/i;
const range = /^(-?[^.–-]+(?:\.\d+)?)(?:\.\.|-|–)(.+)$/;
/** Beyond this two-digit decades are of the last century: "30s" is 1930s, "20s" 2020s. */
const CENTURY_TURN = 30;
const MINUTE_MS = 60_000;

export type Operator = ':' | '=' | '!=' | '>' | '>=' | '<' | '<=';

/**
 * What "`dimension` `operator` `value`" asks for; null where the value is none.
 * Shares may be given as 0–1, 0–100 or with %, durations as m:ss, in minutes or
 * with a unit, years also as decades. A number after ":" or "=" stands for what
 * is written like it: `bpm:120` is 120 up to below 121, `energy:0.7` .7 up to
 * below .8.
 */
export function readDemand(dimension: Dimension, operator: Operator, value: string): Demand | null {
  const text = value.trim().toLowerCase();
  const level = Object.hasOwn(levels, text) ? levels[text]! : null;
  if (level) return { kind: 'level', dimension, level };
  if (dimension === 'year' && decade.test(text)) {
    const from = startOfDecade(text);
    return toRange(dimension, operator, from, from + 9);
  }
  const parts = operator === ':' || operator === '=' || operator === '!=' ? range.exec(text) : null;
  if (parts) {
    const [, low, high] = parts;
    const unit = /[a-z%]+$/.exec(high!)?.[0] ?? '';
    const min = readNumber(dimension, /[a-z%:]/.test(low!) ? low! : low! + unit);
    const max = readNumber(dimension, high!);
    if (min === null || max === null) return null;
    return { kind: 'range', dimension, min: Math.min(min, max), max: Math.max(min, max) };
  }
  const number = readNumber(dimension, text);
  if (number === null) return null;
  return toRange(dimension, operator, number, number + widthOf(dimension, text));
}

/** A number in the units of the catalogue; null where it is none. */
export function readNumber(dimension: Dimension, text: string): number | null {
  if (dimension === 'duration') return readDuration(text);
  const found = /^([+-]?\d+(?:[.,]\d+)?)\s*(%|bpm|db)?$/.exec(text);
  if (!found) return null;
  const number = Number(found[1]!.replace(',', '.'));
  if (dimension === 'loudness') return -Math.abs(number);
  if (!shares.has(dimension)) return number;
  return found[2] === '%' || number > 1 ? number / 100 : number;
}

/** Milliseconds of "3:20", "1:02:03", "200s", "3.5 min", "3" (minutes). */
function readDuration(text: string): number | null {
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})$/.exec(text);
  if (clock) {
    return ((Number(clock[1] ?? 0) * 60 + Number(clock[2])) * 60 + Number(clock[3])) * 1000;
  }
  const counted = /^(\d+(?:[.,]\d+)?)\s*(h|hours?|m|mins?|minutes?|s|secs?|seconds?|ms)?$/.exec(text);
  if (!counted) return null;
  const number = Number(counted[1]!.replace(',', '.'));
  const unit = counted[2] ?? 'm';
  if (unit === 'ms') return number;
  return number * (unit[0] === 'h' ? 60 * MINUTE_MS : unit[0] === 's' ? 1000 : MINUTE_MS);
}

/** The first year of "90s", "1990s". */
export function startOfDecade(text: string): number {
  const digits = decade.exec(text)![1]!;
  const number = Math.floor(Number(digits) / 10) * 10;
  if (digits.length === 4) return number;
  return number + (number < CENTURY_TURN ? 2000 : 1900);
}

/** Up to how much more than a number is still written like it. */
function widthOf(dimension: Dimension, text: string): number {
  if (dimension === 'year') return 0;
  if (dimension === 'duration') return /s|:/.test(text) ? 999 : MINUTE_MS - 1;
  const hair = 1e-6;
  if (!shares.has(dimension)) return 1 - hair;
  return (/%|^\d{2,}$/.test(text) ? 0.01 : 0.1) - hair;
}

function toRange(dimension: Dimension, operator: Operator, min: number, max: number): Demand {
  const just = <T extends object>(bounds: T) => ({ kind: 'range' as const, dimension, ...bounds });
  switch (operator) {
    case '>':
      return just({ min: above(dimension === 'year' ? max : min), max: Infinity });
    case '>=':
      return just({ min, max: Infinity });
    case '<':
      return just({ min: -Infinity, max: below(min) });
    case '<=':
      return just({ min: -Infinity, max: dimension === 'year' ? max : min });
    default:
      return just({ min, max });
  }
}

function above(value: number): number {
  return value + Math.max(1e-6, Math.abs(value) * 1e-6);
}
function below(value: number): number {
  return value - Math.max(1e-6, Math.abs(value) * 1e-6);
}
