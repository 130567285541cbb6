import { setImmediate } from 'node:timers/promises';

const LEVELS = 1001;
const ROWS_A_TURN = 200_000;

/**
 * Rows by falling popularity (0–100, in tenths; unknown as 0), ties by row: the
 * order of places in the keyword index. A counting sort that lets others work
 * between its parts.
 */
export async function placeOrder(popularity: Float32Array): Promise<Int32Array> {
  const size = popularity.length;
  const levelOf = (row: number) =>
    LEVELS - 1 - Math.round(Math.min(100, Math.max(0, popularity[row]! || 0)) * 10);
  const starts = new Int32Array(LEVELS + 1);
  for (let row = 0; row < size; row++) {
    starts[levelOf(row) + 1]!++;
    if (row % ROWS_A_TURN === ROWS_A_TURN - 1) await setImmediate();
  }
  for (let level = 0; level < LEVELS; level++) starts[level + 1]! += starts[level]!;
  const order = new Int32Array(size);
  for (let row = 0; row < size; row++) {
    order[starts[levelOf(row)]!++] = row;
    if (row % ROWS_A_TURN === ROWS_A_TURN - 1) await setImmediate();
  }
  return order;
}
