import type { Input, Job, JobId, Output } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';
import { type AskedFile, ColumnChoice } from './columnChoice.svelte.ts';

/** A result this fresh is shown even to a window that did not see its import. */
const FRESH_MS = 30_000;

/** Files that were tried, ready to be imported. */
type Tried = { readonly jobId: JobId; readonly request: Input<'catalogue.import'> };

/**
 * The import that is running or ended last in this window, also an import that
 * is taken back and songs that are made up. The job's own state is the truth;
 * events only bring it sooner.
 */
export class Imports {
  job = $state.raw<Job | null>(null);
  /** Files are on their way to the engine and no job exists yet. */
  isHandingOver = $state(false);
  failure = $state<string | null>(null);
  /** The last import, while it can be taken back. */
  last = $state.raw<Output<'catalogue.lastImport'>>(null);
  /** The step in which columns are told apart. */
  readonly columns = new ColumnChoice();
  readonly isRunning = $derived(this.isHandingOver || this.job?.state === 'running');
  /** Whether what was tried can be imported now: only the window that tried it knows which files it was. */
  readonly canTakeTried: boolean = $derived.by(
    () => this.#tried !== null && this.#tried.jobId === this.job?.id && this.job.state === 'done',
  );

  readonly #client: Client;
  readonly #now: () => number;
  #tried = $state.raw<Tried | null>(null);

  constructor(client: Client, now: () => number = Date.now) {
    this.#client = client;
    this.#now = now;
    client.on('job.change', ({ job }) => this.#adopt(job));
    client.on('catalogue.change', () => void this.#findLast());
    client.on('engine.change', ({ state }) => void (state === 'running' && this.resume()));
  }

  /** Asks for files in the platform's dialog and imports them. */
  async choose(isTrial = false): Promise<void> {
    await this.#start(async () => (await this.#client.call('shell.choose', {})).paths, isTrial);
  }

  /** Imports files that the person chose or dropped in this window. */
  async take(files: readonly File[], isTrial = false): Promise<void> {
    await this.#start(() => Promise.all(files.map((file) => this.#client.locate(file))), isTrial);
  }

  /** Imports what was tried. */
  async takeTried(): Promise<void> {
    const tried = this.#tried;
    if (tried)
      await this.#run(() => this.#client.call('catalogue.import', { ...tried.request, dryRun: false }));
  }

  /** Takes the last import back. */
  async undoLast(): Promise<void> {
    await this.#run(() => this.#client.call('catalogue.undoImport', {}));
  }

  /** Adds songs that are made up. */
  async makeUp(tracks: number): Promise<void> {
    await this.#run(() => this.#client.call('catalogue.synthesise', { tracks }));
  }

  /** Finds the import that another window, or this one before a reload or a crash, has started. */
  async resume(): Promise<void> {
    void this.#findLast();
    try {
      if (this.job) {
        this.#adopt(await this.#client.call('job.get', { id: this.job.id }));
        return;
      }
      const jobs = (await this.#client.call('job.list', {})).toSorted((a, b) => b.id - a.id);
      const running = jobs.find((job) => isOfFiles(job) && job.state === 'running');
      const fresh = jobs.find(
        (job) => isOfFiles(job) && job.endedAt !== null && this.#now() - job.endedAt < FRESH_MS,
      );
      if (running ?? fresh) this.#adopt((running ?? fresh)!);
    } catch (error) {
      this.failure = explain(error);
    }
  }

  async cancel(): Promise<void> {
    if (!this.job) return;
    try {
      await this.#client.call('job.cancel', { id: this.job.id });
    } catch (error) {
      this.failure = explain(error);
    }
  }

  /** Puts the result away. */
  dismiss(): void {
    if (this.isRunning) return;
    this.job = null;
    this.failure = null;
  }

  async #start(locate: () => Promise<readonly string[]>, isTrial: boolean): Promise<void> {
    if (this.isRunning) return;
    this.failure = null;
    this.isHandingOver = true;
    try {
      const paths = [...(await locate())];
      if (paths.length === 0) return;
      const mappings = await this.columns.ask(await this.#unknownTables(paths), isTrial);
      if (mappings === null) return;
      const request = Object.keys(mappings).length === 0 ? { paths } : { paths, mappings };
      const dryRun = this.columns.isTrial;
      await this.#follow(
        await this.#client.call('catalogue.import', dryRun ? { ...request, dryRun } : request),
        dryRun ? request : null,
      );
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.isHandingOver = false;
    }
  }

  /** Tables that no reader knows. A file that cannot be looked at is left to the import, which says why. */
  async #unknownTables(paths: readonly string[]): Promise<AskedFile[]> {
    const looks = paths.map(async (path) => {
      const inspection = await this.#client.call('catalogue.inspect', { path }).catch(() => null);
      return inspection && inspection.format === null && inspection.columns.length > 0
        ? [{ path, inspection }]
        : [];
    });
    return (await Promise.all(looks)).flat();
  }

  async #run(start: () => Promise<{ jobId: JobId }>): Promise<void> {
    if (this.isRunning) return;
    this.failure = null;
    this.isHandingOver = true;
    try {
      await this.#follow(await start(), null);
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.isHandingOver = false;
    }
  }

  async #follow({ jobId }: { jobId: JobId }, tried: Input<'catalogue.import'> | null): Promise<void> {
    this.#tried = tried && { jobId, request: tried };
    this.#adopt(await this.#client.call('job.get', { id: jobId }));
  }

  async #findLast(): Promise<void> {
    this.last = await this.#client.call('catalogue.lastImport', {}).catch(() => null);
  }

  /** Takes news of the job on screen, or of a newer one; late news of the past is dropped. */
  #adopt(job: Job): void {
    const { job: known } = this;
    if (!isOfFiles(job) || (known && job.id < known.id)) return;
    if (
      known?.id === job.id &&
      (known.state !== 'running' || (job.state === 'running' && job.done < known.done))
    )
      return;
    this.job = job;
  }
}

/** Whether a job changes which songs there are; other work is told elsewhere. */
function isOfFiles({ kind }: Pick<Job, 'kind'>): boolean {
  return kind === 'import' || kind === 'undo-import' || kind === 'synthetic';
}
