/* eslint-disable svelte/prefer-svelte-reactivity -- blocks are told of by a version, not one by one */
import type { CatalogueRow, CatalogueSort, SearchCondition, TrackId } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';

/** Rows that are asked for together. */
const BLOCK = 100;
/** Blocks that are kept; those that were looked at least recently go. */
const MOST_BLOCKS = 60;
const MOST_REQUESTS = 2;
const WORDS_FOLLOW_MS = 2_000;

/** The part of the catalogue that the table shows. */
export type TableSlice = {
  readonly query: string;
  readonly source: string | null;
  readonly cluster: string | null;
};

type Order = { readonly sort: CatalogueSort; readonly descending: boolean };

/**
 * The catalogue as a table: sorted, filtered, and read block by block as it is
 * looked at. What is on its way when the table changes is dropped when it
 * comes; until the first new answer the old rows stay.
 */
export class CatalogueTable {
  slice = $state.raw<TableSlice>({ query: '', source: null, cluster: null });
  order = $state.raw<Order>({ sort: 'added', descending: false });
  /** How many rows there are; null before it is known. */
  total = $state<number | null>(null);
  conditions = $state.raw<readonly SearchCondition[]>([]);
  notice = $state<string | null>(null);
  failure = $state<string | null>(null);
  /** The rows on screen are those of before. */
  isStale = $state(false);

  readonly #client: Client;
  #blocks = new Map<number, readonly CatalogueRow[]>();
  #before = new Map<number, readonly CatalogueRow[]>();
  /** Grows with every answer, so that what shows rows shows them again. */
  #version = $state(0);
  #wanted = { first: 0, until: 0 };
  #asked = new Set<number>();
  #turn = 0;
  #isOpen = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Client) {
    this.#client = client;
    client.on('catalogue.change', () => {
      this.reload();
      clearTimeout(this.#again);
      // The words of songs that changed are read a moment later.
      if (this.slice.query !== '') this.#again = setTimeout(() => this.reload(), WORDS_FOLLOW_MS);
    });
    client.on('engine.change', ({ state }) => void (state === 'running' && this.reload()));
  }

  /** From now on the table is looked at, and kept as the catalogue is. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.reload();
  }

  /** Nobody looks any more. */
  close(): void {
    this.#isOpen = false;
  }

  /** The row at an index, or null while it is on its way. */
  row(index: number): CatalogueRow | null {
    void this.#version;
    const block = Math.floor(index / BLOCK);
    return (this.#blocks.get(block) ?? this.#before.get(block))?.[index % BLOCK] ?? null;
  }

  /** Says which rows are in view. */
  show(first: number, until: number): void {
    this.#wanted = { first, until };
    this.#fetch();
  }

  filter(change: Partial<TableSlice>): void {
    const slice = { ...this.slice, ...change };
    if (JSON.stringify(slice) === JSON.stringify(this.slice)) return;
    this.slice = slice;
    this.#restart();
  }

  /** Sorts by a column; the column by which it is sorted turns round. */
  sortBy(sort: CatalogueSort): void {
    const descending = this.order.sort === sort ? !this.order.descending : startsDescending(sort);
    this.order = { sort, descending };
    this.#restart();
  }

  /** Reads again what is in view. */
  reload(): void {
    if (this.#isOpen) this.#restart();
  }

  /** Ids of the rows from one index to another, both included, at most 100,000 of them. */
  async idsBetween(from: number, to: number): Promise<TrackId[]> {
    const [offset, last] = from < to ? [from, to] : [to, from];
    const limit = Math.min(100_000, last - offset + 1);
    return (await this.#client.call('catalogue.ids', { ...this.#request(), offset, limit })).ids;
  }

  #request() {
    const { sort, descending } = this.order;
    return { ...this.slice, sort, descending };
  }

  #restart(): void {
    this.#turn++;
    if (this.#blocks.size > 0) this.#before = this.#blocks;
    this.#blocks = new Map();
    this.#asked = new Set();
    this.isStale = this.#before.size > 0;
    this.#fetch();
  }

  #fetch(): void {
    if (!this.#isOpen) return;
    while (this.#asked.size < MOST_REQUESTS) {
      const block = this.#nextMissing();
      if (block === null) return;
      void this.#ask(block);
    }
  }

  /** The first block in view that is neither there nor on its way; then those around it. */
  #nextMissing(): number | null {
    const last = this.total === null ? 0 : Math.max(0, Math.ceil(this.total / BLOCK) - 1);
    const clamp = (block: number) => Math.max(0, Math.min(last, block));
    const from = clamp(Math.floor(this.#wanted.first / BLOCK));
    const to = clamp(Math.floor(Math.max(this.#wanted.first, this.#wanted.until - 1) / BLOCK));
    for (const block of [from, to, clamp(to + 1), clamp(from - 1)]) {
      if (!this.#blocks.has(block) && !this.#asked.has(block)) return block;
    }
    return null;
  }

  async #ask(block: number): Promise<void> {
    const turn = this.#turn;
    const asked = this.#asked;
    asked.add(block);
    try {
      const answer = await this.#client.call('catalogue.rows', {
        ...this.#request(),
        offset: block * BLOCK,
        limit: BLOCK,
      });
      if (turn !== this.#turn) return;
      this.total = answer.total;
      this.conditions = answer.conditions;
      this.notice = answer.notice;
      this.failure = null;
      this.#blocks.delete(block);
      this.#blocks.set(block, answer.rows);
      const oldest = this.#blocks.keys().next().value;
      if (this.#blocks.size > MOST_BLOCKS && oldest !== undefined) this.#blocks.delete(oldest);
      asked.delete(block);
      if (this.#nextMissing() === null) this.#before = new Map();
      this.isStale = this.#before.size > 0;
      this.#version++;
      this.#fetch();
    } catch (error) {
      if (turn !== this.#turn) return;
      // Not asked again by itself: what refuses now would refuse at once again.
      this.failure = explain(error);
      this.isStale = false;
      this.#before = new Map();
      this.#version++;
    }
  }
}

/** Figures are sorted for the most of them, names and years from the first. */
function startsDescending(sort: CatalogueSort): boolean {
  return !['title', 'artist', 'album', 'genre', 'year', 'duration', 'added'].includes(sort);
}
