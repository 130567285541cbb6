import type { Output } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';

/** Which door the app was opened through. */
export class Door {
  shell = $state.raw<Output<'shell.describe'> | null>(null);
  readonly #client: Client;
  readonly #seemsDesktop: boolean;

  /** `seemsDesktop` counts until the shell has described itself. */
  constructor(client: Client, seemsDesktop: boolean) {
    this.#client = client;
    this.#seemsDesktop = seemsDesktop;
  }

  get isDesktop(): boolean {
    return this.shell ? this.shell.door === 'electron' : this.#seemsDesktop;
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
