import { createPacer } from './createPacer.ts';
import type { RowOrder } from './rowOrder.ts';

/** Rows that are sorted at one go: a few milliseconds. */
const RUN = 4096;
const STEPS = 2048;

/**
 * The rows in ascending order of their texts by UTF-16 units, equals in the
 * order of rows, empty texts last. A merge sort whose slices others work between.
 */
export async function orderByTexts(texts: readonly string[]): Promise<RowOrder> {
  const pacer = createPacer();
  const size = texts.length;
  // Rows with a text fill from the front, those without one from the back.
  let rows = new Int32Array(size);
  let known = 0;
  let unknown = size;
  for (let row = 0; row < size; row++) {
    if (texts[row] === '') rows[--unknown] = row;
    else rows[known++] = row;
    if (row % STEPS === 0 && pacer.isDue()) await pacer.rest();
  }
  rows.subarray(known).reverse();

  const compare = (a: number, b: number) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : a - b);
  for (let start = 0; start < known; start += RUN) {
    rows.subarray(start, Math.min(known, start + RUN)).sort(compare);
    if (pacer.isDue()) await pacer.rest();
  }

  await pacer.rest();
  let other = rows.slice();
  for (let width = RUN; width < known; width *= 2) {
    for (let start = 0; start < known; start += 2 * width) {
      const middle = Math.min(known, start + width);
      const end = Math.min(known, start + 2 * width);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        const takesLeft = left < middle && (right >= end || texts[rows[left]!]! <= texts[rows[right]!]!);
        other[at] = takesLeft ? rows[left++]! : rows[right++]!;
        if (at % STEPS === 0 && pacer.isDue()) await pacer.rest();
      }
    }
    [rows, other] = [other, rows];
  }
  return { rows, known };
}
