/** Rows of the catalogue in ascending order of a value, those without one last. */
export type RowOrder = {
  readonly rows: Int32Array;
  /** How many of them have a value: the first ones. */
  readonly known: number;
};

/**
 * A window of an order. Descending turns the rows with a value round, so that
 * of equals the later row comes first; rows without one stay last either way.
 */
export function sliceOrder(
  { rows, known }: RowOrder,
  isDescending: boolean,
  offset: number,
  limit: number,
): Int32Array {
  const end = Math.min(rows.length, offset + limit);
  if (!isDescending) return rows.slice(offset, end);
  const window = new Int32Array(Math.max(0, end - offset));
  for (let i = 0; i < window.length; i++) {
    const at = offset + i;
    window[i] = rows[at < known ? known - 1 - at : at]!;
  }
  return window;
}

/** The rows of an order that `mask` lets through (1), in the same order. */
export function filterOrder({ rows, known }: RowOrder, mask: Uint8Array): RowOrder {
  const kept = new Int32Array(rows.length);
  let length = 0;
  let keptKnown = 0;
  for (let at = 0; at < rows.length; at++) {
    if (at === known) keptKnown = length;
    if (mask[rows[at]!] === 1) kept[length++] = rows[at]!;
  }
  if (known === rows.length) keptKnown = length;
  return { rows: kept.slice(0, length), known: keptKnown };
}
