import type { CatalogueRow, Output, SearchResult, TrackId } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';

/** The keyboard walks past songs faster than anyone reads. */
const REST_MS = 120;
const MOST_SIMILAR = 6;

/** A part of the details: on its way, there, or why not. */
export type Part<T> = { readonly value: T | null; readonly failure: string | null };

const COMING = { value: null, failure: null };

/** One song in full: where it comes from, the sentences that stand for it, and songs like it. */
export class TrackDetails {
  isOpen = $state(false);
  track = $state.raw<CatalogueRow | null>(null);
  origins = $state.raw<Part<Output<'track.origins'>>>(COMING);
  texts = $state.raw<Part<{ readonly full: string; readonly short: string }>>(COMING);
  similar = $state.raw<Part<readonly SearchResult[]>>(COMING);

  readonly #client: Client;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  open(track: CatalogueRow | null): void {
    this.isOpen = true;
    if (track) this.follow(track, 0);
  }

  /** Shows a song that is known by its id alone. */
  async openById(id: TrackId): Promise<void> {
    this.isOpen = true;
    const turn = ++this.#turn;
    try {
      const track = await this.#client.call('track.row', { id });
      if (turn === this.#turn) this.follow(track, 0);
    } catch {
      // It left the catalogue a moment ago; the lists that named it are being read again.
      if (turn === this.#turn) this.close();
    }
  }

  close(): void {
    this.isOpen = false;
    this.#turn++;
    clearTimeout(this.#rest);
  }

  /** Goes along with the row of the keyboard while it is open. */
  follow(track: CatalogueRow, restMs = REST_MS): void {
    if (!this.isOpen) return;
    const isSame = this.track?.id === track.id;
    this.track = track;
    if (isSame && restMs > 0) return;
    clearTimeout(this.#rest);
    const turn = ++this.#turn;
    this.origins = COMING;
    this.texts = COMING;
    this.similar = COMING;
    this.#rest = setTimeout(() => this.#read(track.id, turn), restMs);
  }

  #read(id: TrackId, turn: number): void {
    const take = <T>(ask: Promise<T>, put: (part: Part<T>) => void): void => {
      ask.then(
        (value) => void (turn === this.#turn && put({ value, failure: null })),
        (error: unknown) => void (turn === this.#turn && put({ value: null, failure: explain(error) })),
      );
    };
    take(this.#client.call('track.origins', { id }), (part) => (this.origins = part));
    take(this.#sentences(id), (part) => (this.texts = part));
    take(
      this.#client
        .call('search.similar', { trackId: id, limit: MOST_SIMILAR })
        .then(({ results }) => results),
      (part) => (this.similar = part),
    );
  }

  async #sentences(id: TrackId): Promise<{ full: string; short: string }> {
    const { template } = await this.#client.call('template.get', {});
    const [made] = await this.#client.call('template.preview', { template, trackIds: [id] });
    return { full: made?.full ?? '', short: made?.short ?? '' };
  }
}
