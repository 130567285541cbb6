/** The rows that meet all conditions: a byte a row, 1 where it does, and the same as a list, ascending. */
export type AllowedRows = { readonly mask: Uint8Array; readonly rows: Int32Array };

/** Lists the rows of a mask. */
export function allowedRows(mask: Uint8Array): AllowedRows {
  let count = 0;
  for (let row = 0; row < mask.length; row++) count += mask[row]!;
  const rows = new Int32Array(count);
  let next = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row] === 1) rows[next++] = row;
  return { mask, rows };
}
