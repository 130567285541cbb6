import type { Counts } from './outcome.ts';

type Report = {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  readonly errors: readonly unknown[];
};

/** The counts of a Playwright JSON report; what failed outside any test counts as one failure each. */
export function countPlaywright(report: string): Counts {
  const { stats, errors } = JSON.parse(report) as Report;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
