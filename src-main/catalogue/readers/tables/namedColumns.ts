import type { CsvLayout, ToTrack } from '../../csv/csvReader.ts';

/** A field of a row by the name of its column; '' where there is no such column. */
export type FieldAt = (column: string) => string;

/** A table whose columns are known by exact names, in any order and case. */
export function namedColumns(options: {
  readonly format: string;
  readonly name: string;
  /** Columns without which it is not this table. */
  readonly required: readonly string[];
  /** Columns by which another table gives itself away that has all these. */
  readonly foreign?: readonly string[];
  toTrack(at: FieldAt): ReturnType<ToTrack>;
}): CsvLayout {
  const { format, name, required, foreign = [], toTrack } = options;
  return {
    format,
    name,
    bind(columns) {
      const names = columns.map((column) => column.trim().toLowerCase());
      if (!required.every((column) => names.includes(column))) return null;
      if (foreign.some((column) => names.includes(column))) return null;
      // Of two columns of one name the first counts.
      const places = new Map(names.map((column, place) => [column, place] as const).reverse());
      return (fields) => toTrack((column) => fields[places.get(column) ?? -1] ?? '');
    },
  };
}
