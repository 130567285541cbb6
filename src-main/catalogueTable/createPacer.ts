import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long the event loop is held before others get their turn. */
const SLICE_MS = 8;

/** Divides long work into turns of the event loop. */
export type Pacer = {
  /** Whether this turn is used up. Ask every few thousand steps. */
  isDue(): boolean;
  /** Lets everything that waits have its turn. */
  rest(): Promise<void>;
};

/** A pacer whose first turn begins now. */
export function createPacer(sliceMs = SLICE_MS): Pacer {
  let until = performance.now() + sliceMs;
  return {
    isDue: () => performance.now() >= until,
    async rest() {
      await nextTurn();
      until = performance.now() + sliceMs;
    },
  };
}
