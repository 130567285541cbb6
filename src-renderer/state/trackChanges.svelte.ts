import type { CatalogueRow, Input, TrackId } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';
import { counted } from '../lib/quantity.ts';
import type { Toasts } from './toasts.svelte.ts';

type Changes = Input<'track.edit'>['changes'];

/** Songs changed by hand and taken out of the catalogue; each change can be taken back for a while. */
export class TrackChanges {
  /** The song whose values are being edited. */
  edited = $state.raw<CatalogueRow | null>(null);
  /** Why the newest change was refused. */
  failure = $state<string | null>(null);
  isBusy = $state(false);

  readonly #client: Client;
  readonly #toasts: Toasts;

  constructor(client: Client, toasts: Toasts) {
    this.#client = client;
    this.#toasts = toasts;
  }

  startEdit(row: CatalogueRow): void {
    this.failure = null;
    this.edited = row;
  }

  endEdit(): void {
    this.failure = null;
    this.edited = null;
  }

  /** Keeps what was changed of the edited song. True when it was kept. */
  async save(changes: Changes): Promise<boolean> {
    const before = this.edited;
    if (!before) return false;
    if (Object.keys(changes).length === 0) {
      this.endEdit();
      return true;
    }
    const isKept = await this.#try(() => this.#client.call('track.edit', { id: before.id, changes }));
    if (!isKept) return false;
    this.edited = null;
    this.#toasts.show(`Changed “${before.title}”.`, () => this.#takeBack(before, changes));
    return true;
  }

  /** Takes songs out of the catalogue. True when that was done. */
  async remove(ids: readonly TrackId[], title: string | null = null): Promise<boolean> {
    if (ids.length === 0) return false;
    const isGone = await this.#try(() => this.#client.call('track.remove', { ids: [...ids] }));
    if (!isGone) return false;
    const what = ids.length === 1 && title !== null ? `“${title}”` : counted(ids.length, 'song');
    this.#toasts.show(`Deleted ${what}.`, () => this.#restore(ids, what));
    return true;
  }

  async #restore(ids: readonly TrackId[], what: string): Promise<void> {
    const isBack = await this.#try(() => this.#client.call('track.restore', { ids: [...ids] }));
    if (isBack) this.#toasts.show(`${what} ${ids.length === 1 ? 'is' : 'are'} back.`);
  }

  async #takeBack(before: CatalogueRow, changes: Changes): Promise<void> {
    const { title, artist, album, year, genres } = before;
    const values = { title, artist, album, year, genres };
    const old = Object.fromEntries(Object.entries(values).filter(([name]) => name in changes)) as Changes;
    const isBack = await this.#try(() => this.#client.call('track.edit', { id: before.id, changes: old }));
    if (isBack) this.#toasts.show(`“${title}” is as it was.`);
  }

  async #try(act: () => Promise<unknown>): Promise<boolean> {
    this.failure = null;
    this.isBusy = true;
    try {
      await act();
      return true;
    } catch (error) {
      this.failure = explain(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
