import type { Job, JobId } from '../../src-preload/contract.ts';
import type { CommandContext } from './command.ts';

/**
 * Starts a job, shows its progress, and returns it as it ended; null when there
 * is nothing to do. Ctrl-C cancels it.
 */
export async function runJob(
  start: () => Promise<{ readonly jobId: JobId | null }>,
  { call, listen, progress, signal }: CommandContext,
): Promise<Job | null> {
  const ended = Promise.withResolvers<Job>();
  const seen: Job[] = [];
  let wanted: JobId | null = null;
  const look = (job: Job) => {
    if (job.id !== wanted) return;
    if (job.state === 'running') progress(progressLine(job));
    else ended.resolve(job);
  };
  listen((announcement) => {
    if (announcement.name !== 'job.change') return;
    seen.push(announcement.value.job);
    look(announcement.value.job);
  });
  const { jobId } = await start();
  if (jobId === null) return null;
  wanted = jobId;
  // It may have ended before its id was known.
  seen.forEach(look);
  signal.addEventListener('abort', () => void call('job.cancel', { id: jobId }).catch(() => {}));
  const job = await ended.promise;
  progress('');
  return job;
}

function progressLine({ title, done, total, unit, rate, remainingMs }: Job): string {
  const share = total ? Math.min(1, done / total) : 0;
  const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░');
  const pace = rate === null ? '' : `  ${paceText(rate, unit)}`;
  const left = remainingMs === null ? '' : `  ${Math.ceil(remainingMs / 1000)} s left`;
  return `${title}  ${bar} ${String(Math.round(share * 100)).padStart(3)} %${pace}${left}`;
}

function paceText(rate: number, unit: Job['unit']): string {
  if (unit === 'bytes') return `${(rate / 1e6).toFixed(1)} MB/s`;
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} ${unit}/s`;
}
