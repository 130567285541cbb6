/** How many tests passed, failed, and were not run. */
export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** A row of the closing table. */
export type Outcome = Counts & { readonly name: string; readonly ms: number; readonly note?: string };

/** All counts together. */
export function sumCounts(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The closing table, one row an outcome, then the plain line that scripts read. */
export function renderOutcomes(outcomes: readonly Outcome[]): string {
  const width = Math.max(...outcomes.map(({ name }) => name.length), 4);
  const rows = outcomes.map(({ name, passed, failed, skipped, ms, note }) =>
    [
      failed ? '✗' : passed ? '✓' : '–',
      name.padEnd(width),
      `${passed}`.padStart(6),
      `${failed}`.padStart(6),
      `${skipped}`.padStart(7),
      `${(ms / 1000).toFixed(1)} s`.padStart(8),
      note ?? '',
    ]
      .join('  ')
      .trimEnd(),
  );
  const head = `   ${'step'.padEnd(width)}  passed  failed  skipped      time`;
  const { passed, failed, skipped } = sumCounts(outcomes);
  return ['', head, ...rows, '', `${passed} passed, ${failed} failed, ${skipped} skipped`, ''].join('\n');
}
