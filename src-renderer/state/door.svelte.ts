import type { Output } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { shortcutWords } from '../lib/shortcutWords.ts';

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

  /** The keys that open the quick-mood popup from anywhere, as they are labelled; null where there are none. */
  get quickShortcut(): string | null {
    const { quickShortcut, platform } = this.shell ?? { quickShortcut: null, platform: '' };
    return quickShortcut === null ? null : shortcutWords(quickShortcut, platform);
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
