import { setImmediate as nextTurn } from 'node:timers/promises';

/** What work in steps comes to; others have their turn between two steps. */
export async function inTurns<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
