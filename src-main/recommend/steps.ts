/** Rows of a catalogue that are worked through in one step: a few milliseconds at most. */
export const STEP_ROWS = 20_000;

/** What work in steps comes to when nobody waits between them. */
export function lastOf<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
