import type { Output } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';

/** Which door the app was opened through; a browser until it is known. */
export class Door {
  shell = $state.raw<Output<'shell.describe'> | null>(null);
  readonly isDesktop = $derived(this.shell?.door === 'electron');

  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async load(): Promise<void> {
    this.shell = await this.#client.call('shell.describe', {}).catch(() => null);
  }

  /** Closes the popup. A browser tab has nothing to close, so that a refusal changes nothing. */
  async dismiss(): Promise<void> {
    await this.#client.call('shell.dismiss', {}).catch(() => null);
  }

  async openJournal(): Promise<void> {
    await this.#client.call('shell.openJournal', {}).catch(() => null);
  }
}
