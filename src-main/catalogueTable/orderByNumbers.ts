import { createPacer } from './createPacer.ts';
import type { RowOrder } from './rowOrder.ts';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const STEPS = 1 << 15;

/**
 * The rows in ascending order of their values, equals in the order of rows, NaN
 * last. A radix sort in three passes over the bits of the numbers, which are
 * turned so that they sort as whole numbers do; others work between its slices.
 */
export async function orderByNumbers(values: Float32Array): Promise<RowOrder> {
  const pacer = createPacer();
  const size = values.length;
  const bits = new Uint32Array(values.slice().buffer);
  let rows = new Int32Array(size);
  let known = 0;
  let unknown = size;
  for (let row = 0; row < size; row++) {
    // Known rows fill from the front, unknown ones from the back.
    if (Number.isNaN(values[row]!)) rows[--unknown] = row;
    else rows[known++] = row;
    const at = bits[row]!;
    bits[row] = (at & 0x80000000 ? ~at : at | 0x80000000) >>> 0;
    if (row % STEPS === 0 && pacer.isDue()) await pacer.rest();
  }
  rows.subarray(known).reverse();

  let other = rows.slice();
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    const starts = new Uint32Array(DIGITS + 1);
    for (let at = 0; at < known; at++) {
      starts[((bits[rows[at]!]! >>> shift) & (DIGITS - 1)) + 1]!++;
      if (at % STEPS === 0 && pacer.isDue()) await pacer.rest();
    }
    for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1]! += starts[digit]!;
    for (let at = 0; at < known; at++) {
      const row = rows[at]!;
      other[starts[(bits[row]! >>> shift) & (DIGITS - 1)]!++] = row;
      if (at % STEPS === 0 && pacer.isDue()) await pacer.rest();
    }
    [rows, other] = [other, rows];
  }
  return { rows, known };
}
