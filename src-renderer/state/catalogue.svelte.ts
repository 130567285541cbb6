import type { CatalogueStatus } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';

/** What the catalogue holds; null until it is known. */
export class Catalogue {
  status = $state.raw<CatalogueStatus | null>(null);
  failure = $state<string | null>(null);

  readonly #client: Client;
  #turn = 0;

  constructor(client: Client) {
    this.#client = client;
    client.on('catalogue.change', () => void this.load());
    client.on('engine.change', ({ state }) => void (state === 'running' && this.load()));
  }

  async load(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const status = await this.#client.call('catalogue.status', {});
      if (turn === this.#turn) this.status = status;
      this.failure = null;
    } catch (error) {
      this.failure = explain(error);
    }
  }
}
