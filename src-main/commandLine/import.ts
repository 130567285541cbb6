import { resolve } from 'node:path';

import type { ImportSummary, Job } from '../../src-preload/contract.ts';
import { AppError, type FailureCode } from '../../src-preload/errors.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';

/** Reads catalogue files into the profile. */
export const importFiles: Command = {
  usage: 'import <file…>',
  summary: 'read catalogue files (.csv, .csv.gz) into the profile',
  flags: {},
  async run({ words }, context) {
    if (words.length === 0) throw new UsageError('import needs at least one file.');
    const job = await runToEnd(
      words.map((word) => resolve(word)),
      context,
    );
    if (job.state === 'cancelled')
      throw new AppError('cancelled', 'The import was stopped. What had gone in is kept.');
    if (job.failure) throw new AppError(job.failure.code as FailureCode, job.failure.message);
    const document = merge(job.summaries);
    await context.write(document, describe(document));
    return 0;
  },
};

async function runToEnd(paths: string[], { call, listen, progress, signal }: CommandContext): Promise<Job> {
  const ended = Promise.withResolvers<Job>();
  listen((announcement) => {
    if (announcement.name !== 'job.change') return;
    const { job } = announcement.value;
    if (job.state === 'running') progress(progressLine(job));
    else ended.resolve(job);
  });
  const { jobId } = await call('catalogue.import', { paths });
  signal.addEventListener('abort', () => void call('job.cancel', { id: jobId }).catch(() => {}));
  const job = await ended.promise;
  progress('');
  return job;
}

function progressLine({ title, done, total, rate, remainingMs }: Job): string {
  const share = total ? Math.min(1, done / total) : 0;
  const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░');
  const pace = rate === null ? '' : `  ${(rate / 1e6).toFixed(1)} MB/s`;
  const left = remainingMs === null ? '' : `  ${Math.ceil(remainingMs / 1000)} s left`;
  return `${title}  ${bar} ${String(Math.round(share * 100)).padStart(3)} %${pace}${left}`;
}

/** One document for all files: sums, and each file's own summary when there are several. */
function merge(summaries: readonly ImportSummary[]) {
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

function describe({
  format,
  rows,
  added,
  updated,
  unchanged,
  repeated,
  rejected,
  rejects,
  ms,
}: ReturnType<typeof merge>): string {
  const shown = rejects.slice(0, 10).map(({ line, reason }) => `  line ${line}: ${reason}`);
  const more = rejected > shown.length ? [`  … and ${rejected - shown.length} more`] : [];
  return [
    `${format}: ${rows} rows in ${(ms / 1000).toFixed(1)} s`,
    `${added} added, ${updated} updated, ${unchanged} unchanged, ${repeated} repeated, ${rejected} rejected`,
    ...shown,
    ...more,
  ].join('\n');
}
