/** How long the past counts for the rate, in milliseconds. */
const WINDOW_MS = 3_000;

export type Pace = { readonly rate: number | null; readonly remainingMs: number | null };

/**
 * Turns progress reports into a rate (units a second) and the remaining time,
 * from the reports of the last seconds. Both are null until two reports lie
 * apart in time. Times are passed in, in milliseconds, and must not decrease.
 */
export function createProgressMeter(): { report(done: number, total: number | null, nowMs: number): Pace } {
  let reports: { done: number; at: number }[] = [];

  return {
    report(done, total, nowMs) {
      // Done goes back when a job moves on to its next file.
      if (reports.length > 0 && done < reports.at(-1)!.done) reports = [];
      reports.push({ done, at: nowMs });
      while (reports.length > 2 && nowMs - reports[1]!.at > WINDOW_MS) reports.shift();

      const first = reports[0]!;
      const elapsedMs = nowMs - first.at;
      if (!(elapsedMs > 0)) return { rate: null, remainingMs: null };

      const rate = ((done - first.done) / elapsedMs) * 1000;
      const remainingMs = total !== null && rate > 0 ? Math.max(0, ((total - done) / rate) * 1000) : null;
      return { rate, remainingMs };
    },
  };
}
