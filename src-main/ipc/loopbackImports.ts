import type { Announcement, Job } from '../../src-preload/contract.ts';
import type { Dispatch } from './door.ts';
import type { Uploads } from './loopbackUploads.ts';

/**
 * Removes uploaded files when nothing needs them any more. A file goes once
 * the job that imports it has ended; a trial leaves it for the import. What an earlier run left goes once the
 * engine runs (the profile is ours only then) and no job is under way, for a
 * job that was cut off starts again and reads its file again.
 * Returns the dispatch to use in place of the given one.
 */
export function createImportWatch(
  dispatch: Dispatch,
  listen: (listener: (announcement: Announcement) => void) => unknown,
  uploads: Pick<Uploads, 'has' | 'remove' | 'removeOld'>,
): Dispatch {
  const pathsOf = new Map<number, readonly string[]>();
  let isSwept = false;

  function settle(job: Pick<Job, 'id' | 'state'>): void {
    if (!hasEnded(job)) return;
    for (const path of pathsOf.get(job.id) ?? []) void uploads.remove(path);
    pathsOf.delete(job.id);
    void sweep();
  }

  async function sweep(): Promise<void> {
    if (isSwept) return;
    const reply = await dispatch('job.list', {});
    if (isSwept || !reply.ok || !(reply.value as readonly Job[]).every(hasEnded)) return;
    isSwept = true;
    await uploads.removeOld();
  }

  listen((announcement) => {
    if (announcement.name === 'job.change') settle(announcement.value.job);
    if (announcement.name === 'engine.change' && announcement.value.state === 'running') void sweep();
  });

  return async (method, input) => {
    const reply = await dispatch(method, input);
    if (method !== 'catalogue.import' || !reply.ok) return reply;

    const { paths, dryRun } = input as { paths: readonly string[]; dryRun?: boolean };
    if (dryRun) return reply;
    const { jobId } = reply.value as { jobId: number };
    const uploaded = paths.filter((path) => uploads.has(path));
    if (uploaded.length > 0) {
      pathsOf.set(jobId, uploaded);
      // The job may have ended before its id was known here.
      const current = await dispatch('job.get', { id: jobId });
      if (current.ok) settle(current.value as Job);
    }
    return reply;
  };
}

function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return state !== 'running';
}
