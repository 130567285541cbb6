import type { GenreCluster } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';
import type { Toasts } from './toasts.svelte.ts';

/** The genre clusters and which genre is in which. A move shows at once when the engine has taken it. */
export class Clusters {
  list = $state.raw<readonly GenreCluster[]>([]);
  failure = $state<string | null>(null);
  isOpen = $state(false);
  /** The genre that is being moved. */
  moving = $state<string | null>(null);

  readonly #client: Client;
  readonly #toasts: Toasts;
  #turn = 0;
  #isNeeded = false;

  constructor(client: Client, toasts: Toasts) {
    this.#client = client;
    this.#toasts = toasts;
    client.on('catalogue.change', () => void (this.#isNeeded && this.load()));
    client.on('engine.change', ({ state }) => void (state === 'running' && this.#isNeeded && this.load()));
  }

  async load(): Promise<void> {
    this.#isNeeded = true;
    await this.#replace(() => this.#client.call('clusters.list', {}));
  }

  /** Puts a genre into another cluster; null puts it back where it belongs by default. */
  async move(genre: string, cluster: string | null): Promise<void> {
    const before = this.list.find(({ genres }) => genres.some(({ name }) => name === genre));
    const wasMoved = before?.genres.some(({ name, isMoved }) => name === genre && isMoved) ?? false;
    this.moving = genre;
    const isTaken = await this.#replace(() => this.#client.call('clusters.move', { genre, cluster }));
    this.moving = null;
    if (!isTaken) return;
    const now = this.list.find(({ genres }) => genres.some(({ name }) => name === genre));
    this.#toasts.show(`“${genre}” is in ${now?.label ?? 'no cluster'} now.`, () =>
      this.move(genre, wasMoved && before ? before.id : null),
    );
  }

  /** True when the newest answer came. */
  async #replace(ask: () => Promise<GenreCluster[]>): Promise<boolean> {
    const turn = ++this.#turn;
    try {
      const list = await ask();
      if (turn === this.#turn) this.list = list;
      this.failure = null;
      return true;
    } catch (error) {
      this.failure = explain(error);
      return false;
    }
  }
}
