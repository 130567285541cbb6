import { oneLine } from '../names/oneLine.ts';
import { RowFault } from './rowFault.ts';

/** In UTF-16 units. The longest titles in print have some 500. */
const MAX_NAME_LENGTH = 2_000;

/** What R writes for "not known"; as a title it counts only where the artist is unknown too. */
export const NOT_KNOWN = 'NA';

const decimal = /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?$/i;

/** A name in one line: blanks collapsed, control characters gone, in Unicode's composed form. Null when nothing is left. */
export function textIn(field: string, column: string): string | null {
  const text = oneLine(field).normalize('NFC');
  if (text.length > MAX_NAME_LENGTH) {
    throw new RowFault(`${column} is longer than ${MAX_NAME_LENGTH} characters`);
  }
  return text === '' ? null : text;
}

/** The smallest and the largest value that is believed. */
export type Range = readonly [min: number, max: number];

/** A number written with a decimal point or comma; null where the field is empty or "NA". */
export function numberIn(field: string, column: string, [min, max]: Range): number | null {
  const text = field.trim();
  if (text === '' || text === NOT_KNOWN) return null;
  const value = decimal.test(text) ? Number(text.replace(',', '.')) : NaN;
  if (!Number.isFinite(value)) throw new RowFault(`${column} is no number: "${shorten(text)}"`);
  if (!(value >= min && value <= max)) {
    throw new RowFault(`${column} is ${shorten(text)}, outside ${min} to ${max}`);
  }
  return value;
}

/** A value of a JSON object as it would stand in a table. */
export function cellOf(value: unknown, column: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new RowFault(`${column} is neither a text nor a number`);
}

/** A whole number, a fraction of which would be a mistake of the file. */
export function wholeIn(field: string, column: string, range: Range): number | null {
  const value = numberIn(field, column, range);
  if (value !== null && !Number.isInteger(value)) {
    throw new RowFault(`${column} is no whole number: "${shorten(field.trim())}"`);
  }
  return value;
}

const flags: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false };

/** TRUE or FALSE in any case, or 1 or 0; null where the field is empty or "NA". */
export function flagIn(field: string, column: string): boolean | null {
  const text = field.trim();
  if (text === '' || text === NOT_KNOWN) return null;
  const flag = flags[text.toLowerCase()];
  if (flag === undefined) throw new RowFault(`${column} is neither true nor false: "${shorten(text)}"`);
  return flag;
}

/** A text in one line of 40 characters at most, for a message. */
export function shorten(text: string): string {
  const plain = oneLine(text);
  return plain.length > 40 ? `${plain.slice(0, 39)}…` : plain;
}
