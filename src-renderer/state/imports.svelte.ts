import type { Job } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';

/** A result this fresh is shown even to a window that did not see its import. */
const FRESH_MS = 30_000;

/** The import that is running or ended last in this window. The job's own state is the truth; events only bring it sooner. */
export class Imports {
  job = $state.raw<Job | null>(null);
  /** Files are on their way to the engine and no job exists yet. */
  isHandingOver = $state(false);
  failure = $state<string | null>(null);
  readonly isRunning = $derived(this.isHandingOver || this.job?.state === 'running');

  readonly #client: Client;
  readonly #now: () => number;

  constructor(client: Client, now: () => number = Date.now) {
    this.#client = client;
    this.#now = now;
    client.on('job.change', ({ job }) => this.#adopt(job));
    client.on('engine.change', ({ state }) => void (state === 'running' && this.resume()));
  }

  /** Asks for files in the platform's dialog and imports them. */
  async choose(): Promise<void> {
    await this.#start(async () => (await this.#client.call('shell.choose', {})).paths);
  }

  /** Imports files that the person chose or dropped in this window. */
  async take(files: readonly File[]): Promise<void> {
    await this.#start(() => Promise.all(files.map((file) => this.#client.locate(file))));
  }

  /** Finds the import that another window, or this one before a reload or a crash, has started. */
  async resume(): Promise<void> {
    try {
      if (this.job) {
        this.#adopt(await this.#client.call('job.get', { id: this.job.id }));
        return;
      }
      const jobs = (await this.#client.call('job.list', {})).toSorted((a, b) => b.id - a.id);
      const running = jobs.find(({ state }) => state === 'running');
      const fresh = jobs.find(({ endedAt }) => endedAt !== null && this.#now() - endedAt < FRESH_MS);
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

  async #start(locate: () => Promise<readonly string[]>): Promise<void> {
    if (this.isRunning) return;
    this.failure = null;
    this.isHandingOver = true;
    try {
      const paths = [...(await locate())];
      if (paths.length === 0) return;
      const { jobId } = await this.#client.call('catalogue.import', { paths });
      this.#adopt(await this.#client.call('job.get', { id: jobId }));
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.isHandingOver = false;
    }
  }

  /** Takes news of the job on screen, or of a newer one; late news of the past is dropped. */
  #adopt(job: Job): void {
    const { job: known } = this;
    if (known && job.id < known.id) return;
    if (
      known?.id === job.id &&
      (known.state !== 'running' || (job.state === 'running' && job.done < known.done))
    )
      return;
    this.job = job;
  }
}
