import type { Input, SearchCondition, SearchResult, TrackId } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';

/** A search begins when the words have rested this long. */
const REST_MS = 180;
const MOST_RESULTS = 60;
const WORDS_FOLLOW_MS = 2_000;

/** The song that others are to be like. */
export type Example = { readonly id: TrackId; readonly title: string; readonly artist: string };
type By = NonNullable<Input<'search.similar'>['by']>;

/**
 * The one search box: what was typed, or a song that others are to be like,
 * and what was found for it. Only the newest answer counts.
 */
export class Finder {
  text = $state('');
  example = $state.raw<Example | null>(null);
  by = $state<By>('sound');
  state = $state<'idle' | 'searching' | 'ready' | 'failed'>('idle');
  results = $state.raw<readonly SearchResult[]>([]);
  conditions = $state.raw<readonly SearchCondition[]>([]);
  notice = $state<string | null>(null);
  failure = $state<string | null>(null);
  ms = $state<number | null>(null);
  /** Whether there is anything to search for. */
  readonly isAsked = $derived(this.example !== null || this.text.trim() !== '');

  readonly #client: Client;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(client: Client) {
    this.#client = client;
    client.on('catalogue.change', () => {
      void this.search();
      clearTimeout(this.#again);
      // The words of songs that changed are read a moment later.
      this.#again = setTimeout(() => void this.search(), WORDS_FOLLOW_MS);
    });
  }

  /** Takes what is typed; an empty box shows everything again. */
  type(text: string): void {
    this.text = text;
    this.example = null;
    clearTimeout(this.#rest);
    if (text.trim() === '') this.clear();
    else this.#rest = setTimeout(() => void this.search(), REST_MS);
  }

  /** Looks for songs like this one. */
  async likeThis({ id, title, artist }: Example): Promise<void> {
    this.example = { id, title, artist };
    this.text = '';
    await this.search();
  }

  async compareBy(by: By): Promise<void> {
    this.by = by;
    if (this.example) await this.search();
  }

  /** Searches now. */
  async search(): Promise<void> {
    clearTimeout(this.#rest);
    if (!this.isAsked) return;
    const turn = ++this.#turn;
    this.state = 'searching';
    this.failure = null;
    try {
      const answer = await this.#ask();
      if (turn !== this.#turn) return;
      this.results = answer.results;
      this.conditions = answer.conditions;
      this.notice = answer.notice;
      this.ms = answer.ms;
      this.state = 'ready';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.results = [];
      this.conditions = [];
      this.failure = explain(error);
      this.state = 'failed';
    }
  }

  /** Empties the box. */
  clear(): void {
    this.#turn++;
    clearTimeout(this.#rest);
    this.text = '';
    this.example = null;
    this.results = [];
    this.conditions = [];
    this.notice = null;
    this.failure = null;
    this.ms = null;
    this.state = 'idle';
  }

  /** Takes a condition out of the text. */
  drop({ from, until }: SearchCondition): void {
    const rest = `${this.text.slice(0, from)} ${this.text.slice(until)}`;
    this.type(
      rest
        .replace(/\s+/g, ' ')
        .replace(/^\s*,|,\s*$/g, '')
        .trim(),
    );
  }

  async #ask() {
    const { example, by, text } = this;
    if (!example) return this.#client.call('search.query', { text, limit: MOST_RESULTS });
    const answer = await this.#client.call('search.similar', {
      trackId: example.id,
      by,
      limit: MOST_RESULTS,
    });
    return { ...answer, conditions: [] };
  }
}
