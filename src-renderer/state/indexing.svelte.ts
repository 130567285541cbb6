import type { Job } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { duration } from '../lib/duration.ts';
import { grouped } from '../lib/quantity.ts';

/** The work that lets songs be found by meaning: a quiet line while it runs, and a word when it fails. */
export class Indexing {
  job = $state.raw<Job | null>(null);
  readonly line: string | null = $derived(this.job && describe(this.job));

  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
    client.on('job.change', ({ job }) => this.#adopt(job));
    client.on('engine.change', ({ state }) => void (state === 'running' && this.load()));
  }

  async load(): Promise<void> {
    const jobs = await this.#client.call('job.list', {}).catch(() => []);
    const running = jobs.find(({ kind, state }) => kind === 'index' && state === 'running');
    if (running) this.#adopt(running);
    else if (this.job?.state === 'running') this.job = null;
  }

  #adopt(job: Job): void {
    if (job.kind !== 'index' || (this.job && job.id < this.job.id)) return;
    this.job = job;
  }
}

function describe({ state, done, total, remainingMs, failure }: Job): string | null {
  if (state === 'failed')
    return `Search by meaning could not be brought up to date. ${failure?.message ?? ''}`;
  if (state !== 'running') return null;
  const count = total === null ? grouped(done) : `${grouped(done)} of ${grouped(total)}`;
  const left = remainingMs === null ? '' : ` · ${duration(remainingMs)} left`;
  return `Reading songs for search: ${count}${left}`;
}
