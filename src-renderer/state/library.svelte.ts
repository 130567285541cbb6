import type { CatalogueRow } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { CatalogueTable } from './catalogueTable.svelte.ts';
import { Clusters } from './clusters.svelte.ts';
import { type Example, Finder } from './finder.svelte.ts';
import { Indexing } from './indexing.svelte.ts';
import { Selection } from './selection.svelte.ts';
import { SongText } from './songText.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';
import { TrackChanges } from './trackChanges.svelte.ts';
import { TrackDetails } from './trackDetails.svelte.ts';

/** The table is narrowed when the words have rested this long. */
const REST_MS = 180;

/** How what was searched for is shown: the best first, or as a part of the table. */
export type Shown = 'matches' | 'table';

/** The states of the catalogue page, made together. */
export class Library {
  readonly table: CatalogueTable;
  readonly selection: Selection;
  readonly finder: Finder;
  readonly details: TrackDetails;
  readonly changes: TrackChanges;
  readonly clusters: Clusters;
  readonly indexing: Indexing;
  readonly songText: SongText;
  /** How the person wants to see what was found. */
  shown = $state<Shown>('matches');
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** Whether the list of best matches is on screen rather than the table. */
  readonly hasMatches: boolean = $derived.by(
    () => this.finder.example !== null || (this.finder.isAsked && this.shown === 'matches'),
  );

  constructor(client: Client, toasts: Toasts) {
    this.table = new CatalogueTable(client);
    this.selection = new Selection(this.table);
    this.finder = new Finder(client);
    this.details = new TrackDetails(client);
    this.changes = new TrackChanges(client, toasts);
    this.clusters = new Clusters(client, toasts);
    this.indexing = new Indexing(client);
    this.songText = new SongText(client, toasts);
  }

  /** Takes what is typed into the search box. */
  type(text: string): void {
    this.finder.type(text);
    this.#filter();
  }

  /** Shows what was found the other way. */
  show(shown: Shown): void {
    this.shown = shown;
    this.#filter();
  }

  /** Empties the search box: everything is there again. */
  clear(): void {
    this.finder.clear();
    this.#filter();
  }

  /** Shows songs like this one. */
  async moreLikeThis(example: Example): Promise<void> {
    await this.finder.likeThis(example);
    this.#filter();
  }

  /** The row of the keyboard. */
  get activeRow(): CatalogueRow | null {
    return this.table.row(this.selection.active);
  }

  /** The one song that is selected, once it is here. */
  get selectedRow(): CatalogueRow | null {
    const { activeRow, selection, details } = this;
    if (activeRow && selection.ids.has(activeRow.id)) return activeRow;
    return details.track && selection.ids.has(details.track.id) ? details.track : null;
  }

  /** Takes the selected songs out of the catalogue, or the one of the keyboard where none is selected. */
  async removeSelected(): Promise<void> {
    const { selection, changes, activeRow } = this;
    const ids = selection.size > 0 ? [...selection.ids] : activeRow ? [activeRow.id] : [];
    const title = activeRow && ids.length === 1 && activeRow.id === ids[0] ? activeRow.title : null;
    if (await changes.remove(ids, title)) selection.clear();
  }

  /** Narrows the table to the words once they rest, where the table is what is looked at. */
  #filter(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#narrow(), this.finder.text === '' ? 0 : REST_MS);
  }

  #narrow(): void {
    const query = this.shown === 'table' ? this.finder.text.trim() : '';
    if (query === this.table.slice.query) return;
    this.selection.clear();
    this.selection.moveTo(0);
    this.table.filter({ query });
  }
}
