import type { Entry } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';
import { startOfDay } from '../lib/startOfDay.ts';
import type { Toasts } from './toasts.svelte.ts';

const MOST_SHOWN = 200;

/** Today's entries, newest first. An entry leaves at once when removed, can be restored, and returns if removing fails. */
export class Journal {
  /** The day that the entries are of: its local midnight. */
  day = $state(0);
  entries = $state.raw<readonly Entry[]>([]);
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state<string | null>(null);

  readonly #client: Client;
  readonly #toasts: Toasts;
  readonly #now: () => number;
  #turn = 0;

  constructor(client: Client, toasts: Toasts, now: () => number = Date.now) {
    this.#client = client;
    this.#toasts = toasts;
    this.#now = now;
    this.day = startOfDay(now());
    client.on('journal.change', () => void this.load());
    client.on('engine.change', ({ state }) => void (state === 'running' && this.load()));
  }

  async load(): Promise<void> {
    const turn = ++this.#turn;
    this.day = startOfDay(this.#now());
    try {
      const entries = await this.#client.call('journal.list', { from: this.day, limit: MOST_SHOWN });
      if (turn !== this.#turn) return;
      this.entries = entries;
      this.failure = null;
      this.state = 'ready';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.failure = explain(error);
      if (this.state !== 'ready') this.state = 'failed';
    }
  }

  async remove(entry: Entry): Promise<void> {
    const before = this.entries;
    this.entries = before.filter(({ id }) => id !== entry.id);
    this.failure = null;
    try {
      await this.#client.call('journal.remove', { id: entry.id });
      this.#toasts.show('Entry removed.', () => this.restore(entry));
    } catch (error) {
      this.#turn++;
      this.entries = before;
      this.failure = explain(error);
    }
  }

  async restore(entry: Entry): Promise<void> {
    try {
      await this.#client.call('journal.restore', { id: entry.id });
      await this.load();
    } catch (error) {
      this.failure = explain(error);
    }
  }
}
