import { recordedYear } from './ranges.ts';

/** The year that a date begins with: "2019", "2019-06-14", "2019-06". Null for anything else. */
export function yearOfDate(field: string): number | null {
  const year = /^\s*(\d{4})(?:\.0|[-/.]\d.*)?\s*$/.exec(field)?.[1];
  return year === undefined ? null : recordedYear(Number(year));
}
