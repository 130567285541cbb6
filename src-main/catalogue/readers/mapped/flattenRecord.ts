import type { JsonObject } from '../../json/jsonReader.ts';

const MAX_FIELDS = 200;
const MAX_DEPTH = 3;

/** A wrapper that only says when a song was added, around the song. */
const wrappers = /^(?:track|song|item|recording)\.(?=.)/;

/**
 * The fields of a record as a row of a table: inner objects as `album.name`,
 * what stands in a wrapper called "track" as if it stood outside, lists of
 * texts or of things with a name joined by ";". Anything else is left out.
 */
export function flattenRecord(record: JsonObject): Record<string, string> {
  const row: Record<string, string> = {};
  let count = 0;
  const visit = (value: unknown, key: string, depth: number): void => {
    const text = textOf(value);
    if (text !== null) {
      const name = key.replace(wrappers, '');
      if (count < MAX_FIELDS && !(name in row)) {
        row[name] = text;
        count += 1;
      }
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < MAX_DEPTH) {
      for (const [inner, of] of Object.entries(value)) visit(of, key ? `${key}.${inner}` : inner, depth + 1);
    }
  };
  visit(record, '', 0);
  return row;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return null;
  const names = value.map((item: unknown) => (typeof item === 'string' ? item : nameOf(item)));
  const known = names.filter((name) => name !== null);
  return known.length > 0 ? known.join(';') : null;
}

function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('name' in item)) return null;
  return typeof item.name === 'string' ? item.name : null;
}
