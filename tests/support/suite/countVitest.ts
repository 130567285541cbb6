import { relative } from 'node:path';

import type { Counts } from './outcome.ts';
import { root } from './runProcess.ts';

type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

/**
 * The counts of a Vitest JSON report by kind of test: the folder below tests/,
 * and `layers` for itself. Times are those of
 * the files, which run side by side. A file that failed as a whole counts as one failure.
 */
export function countVitest(report: string): Map<string, Counts & { readonly ms: number }> {
  const kinds = new Map<string, { passed: number; failed: number; skipped: number; ms: number }>();
  for (const { name, status, startTime, endTime, assertionResults } of (JSON.parse(report) as Report)
    .testResults) {
    const path = relative(root, name).replaceAll('\\', '/');
    const kind = path.endsWith('/layers.test.ts') ? 'layers' : (path.split('/')[1] ?? path);
    const counts = kinds.get(kind) ?? { passed: 0, failed: 0, skipped: 0, ms: 0 };
    kinds.set(kind, counts);
    counts.ms += endTime - startTime;

    for (const { status } of assertionResults) {
      if (status === 'passed') counts.passed += 1;
      else if (status === 'failed') counts.failed += 1;
      else counts.skipped += 1;
    }
    if (status === 'failed' && assertionResults.every((result) => result.status !== 'failed')) {
      counts.failed += 1;
    }
  }
  return kinds;
}
