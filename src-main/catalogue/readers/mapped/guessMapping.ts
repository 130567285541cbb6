import type { ColumnMapping, TrackField } from '../../../../src-preload/contract.ts';
import { headerSynonyms, plainHeader } from './headerSynonyms.ts';
import { areMilliseconds, fieldByValues, mayHold } from './valueShapes.ts';

const fields = Object.keys(headerSynonyms) as TrackField[];

/** How well a header fits a field: the place of the word in its list, and half as well where the header only begins with it. */
function rankOf(field: TrackField, header: string): number {
  const exact = headerSynonyms[field].indexOf(header);
  if (exact >= 0) return exact;
  const partial = headerSynonyms[field].findIndex((word) => word.length >= 5 && header.startsWith(word));
  return partial >= 0 ? 1_000 + partial : Infinity;
}

/**
 * What the columns of a table probably are, from what they are called in one of
 * several languages, as far as their values do not speak against it, and from
 * values that can be nothing else. `rows` are the first rows of the table.
 * A column is used once, a field has one column.
 */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): ColumnMapping {
  const headers = columns.map(plainHeader);
  const valuesOf = (column: number) => rows.map((row) => row[column] ?? '');
  const candidates = fields.flatMap((field) =>
    headers.flatMap((header, column) => {
      const rank = rankOf(field, header);
      return rank < Infinity && mayHold(field, valuesOf(column)) ? [{ field, column, rank }] : [];
    }),
  );
  candidates.sort((a, b) => a.rank - b.rank || a.column - b.column);

  const columnOf = new Map<TrackField, number>();
  const used = new Set<number>();
  const take = (field: TrackField, column: number) => {
    if (columnOf.has(field) || used.has(column)) return;
    columnOf.set(field, column);
    used.add(column);
  };
  for (const { field, column } of candidates) take(field, column);
  for (const column of columns.keys()) {
    const field = used.has(column) ? null : fieldByValues(valuesOf(column));
    if (field) take(field, column);
  }

  // "Duration" and "length" say nothing of the unit.
  const seconds = columnOf.get('duration_s');
  if (seconds !== undefined && areMilliseconds(valuesOf(seconds))) {
    columnOf.delete('duration_s');
    if (!columnOf.has('duration_ms')) columnOf.set('duration_ms', seconds);
  }
  return Object.fromEntries([...columnOf].map(([field, column]) => [field, columns[column]!]));
}
