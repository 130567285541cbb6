import type { ImportSummary } from '../../src-preload/contract.ts';

const SHOWN_REJECTS = 10;

/** What became of all files together; each file's own summary is with it when there are several. */
export type ImportReport = Omit<ImportSummary, 'file'> & { readonly files?: readonly ImportSummary[] };

/** One document for all files: sums, and each file's own summary when there are several. */
export function mergeSummaries(summaries: readonly ImportSummary[]): ImportReport {
  const sum = (key: 'rows' | 'added' | 'updated' | 'unchanged' | 'repeated' | 'rejected' | 'ms') =>
    summaries.reduce((total, summary) => total + summary[key], 0);
  return {
    format: [...new Set(summaries.map(({ format }) => format))].join('+'),
    rows: sum('rows'),
    added: sum('added'),
    updated: sum('updated'),
    unchanged: sum('unchanged'),
    repeated: sum('repeated'),
    rejected: sum('rejected'),
    rejects: summaries.flatMap(({ rejects }) => rejects),
    ms: sum('ms'),
    ...(summaries.length > 1 ? { files: summaries } : {}),
  };
}

/** The report in words. */
export function describeImport(report: ImportReport, isTrial: boolean): string {
  const { format, rows, added, updated, unchanged, repeated, rejected, rejects, ms } = report;
  const shown = rejects.slice(0, SHOWN_REJECTS).map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = rejected > shown.length ? [`  … and ${rejected - shown.length} more`] : [];
  const counts = `${added} added, ${updated} updated, ${unchanged} unchanged, ${repeated} repeated, ${rejected} rejected`;
  return [
    `${format}: ${rows} rows in ${(ms / 1000).toFixed(1)} s`,
    isTrial ? `An import would do this; nothing was changed: ${counts}` : counts,
    ...shown,
    ...more,
  ].join('\n');
}
