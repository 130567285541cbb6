/* eslint-disable svelte/prefer-svelte-reactivity -- a selection is replaced, never changed */
import type { TrackId } from '../../src-preload/contract.ts';
import { explain } from '../lib/explain.ts';
import type { CatalogueTable } from './catalogueTable.svelte.ts';

/** The songs that are selected in the table, and the row that the keyboard is on. */
export class Selection {
  ids = $state.raw<ReadonlySet<TrackId>>(new Set());
  /** The row of the keyboard; −1 is the header. */
  active = $state(0);
  failure = $state<string | null>(null);
  readonly size = $derived(this.ids.size);
  /** More was asked for than can be selected at once. */
  isCut = $state(false);

  readonly #table: CatalogueTable;
  #anchor = 0;
  #kept: ReadonlySet<TrackId> = new Set();
  #turn = 0;

  constructor(table: CatalogueTable) {
    this.#table = table;
  }

  /** Goes to a row without selecting it. */
  moveTo(index: number): void {
    this.active = index;
  }

  /** Selects this row alone. */
  only(index: number): void {
    this.#anchorAt(index);
    const row = this.#table.row(index);
    this.#kept = new Set();
    this.ids = new Set(row ? [row.id] : []);
  }

  /** Takes a row in or out. */
  toggle(index: number): void {
    this.#anchorAt(index);
    const row = this.#table.row(index);
    if (!row) return;
    const ids = new Set(this.ids);
    if (!ids.delete(row.id)) ids.add(row.id);
    this.#kept = ids;
    this.ids = ids;
  }

  /** Selects from the row where the selection began to this one. */
  async extendTo(index: number): Promise<void> {
    this.active = index;
    await this.#take(this.#anchor, index);
  }

  /** Selects everything that the table shows, up to 100,000 songs. */
  async all(): Promise<void> {
    const { total } = this.#table;
    this.#kept = new Set();
    if (!total) return;
    await this.#take(0, total - 1);
    this.isCut = this.size > 0 && this.size < total;
  }

  clear(): void {
    this.#turn++;
    this.#kept = new Set();
    this.ids = new Set();
    this.isCut = false;
  }

  #anchorAt(index: number): void {
    this.#turn++;
    this.failure = null;
    this.isCut = false;
    this.#anchor = index;
    this.active = index;
  }

  /** Rows that are held are selected at once; for others the engine is asked. A newer selection wins. */
  async #take(from: number, to: number): Promise<void> {
    const turn = ++this.#turn;
    const held = this.#heldBetween(from, to);
    try {
      const ids = held ?? (await this.#table.idsBetween(from, to));
      if (turn === this.#turn) this.ids = new Set([...this.#kept, ...ids]);
    } catch (error) {
      if (turn === this.#turn) this.failure = explain(error);
    }
  }

  #heldBetween(from: number, to: number): TrackId[] | null {
    const ids: TrackId[] = [];
    const last = Math.max(from, to);
    if (last - Math.min(from, to) > 500) return null;
    for (let index = Math.min(from, to); index <= last; index++) {
      const row = this.#table.row(index);
      if (!row) return null;
      ids.push(row.id);
    }
    return ids;
  }
}
