import type { Document, ExportFormat, TrackId } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Saves a list of songs as a file: through the platform's dialog on the desktop, as a download in a browser. */
export class PlaylistFile {
  failure = $state<string | null>(null);

  readonly #client: Client;
  readonly #toasts: Toasts;
  readonly #download: (document: Document) => void;

  constructor(client: Client, toasts: Toasts, download: (document: Document) => void) {
    this.#client = client;
    this.#toasts = toasts;
    this.#download = download;
  }

  async save(
    format: ExportFormat,
    trackIds: readonly TrackId[],
    title: string,
    isDesktop: boolean,
  ): Promise<void> {
    this.failure = null;
    try {
      const document = await this.#client.call('playlist.render', { format, trackIds: [...trackIds], title });
      if (!isDesktop) {
        this.#download(document);
        this.#toasts.show(`Handed ${document.fileName} to the browser’s downloads.`);
        return;
      }
      const { path } = await this.#client.call('shell.save', { document });
      if (path !== null) this.#toasts.show(`Saved ${path}.`);
    } catch (error) {
      this.failure = explain(error);
    }
  }
}
