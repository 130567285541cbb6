import type {
  EntryId,
  FeedbackId,
  Intent,
  Point,
  Recommendation,
  RecommendationList,
  TrackId,
  Verdict,
} from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';
import type { Toasts } from './toasts.svelte.ts';

/** The feeling that songs are looked for, and how many. */
export type SongRequest = {
  readonly text: string;
  readonly point: Point | null;
  readonly intent: Intent;
  readonly limit: number;
  readonly entryId: EntryId | null;
};

/** One verdict of the person, and its id once the engine has it; null when it was refused. */
type Judgement = {
  readonly track: Recommendation;
  readonly verdict: Verdict;
  readonly place: number;
  readonly recorded: Promise<FeedbackId | null>;
};

const DONE: Readonly<Record<Verdict, string>> = { like: 'Liked', dislike: 'Disliked', skip: 'Skipped' };

/**
 * The songs on screen. A liked song is marked; a disliked or skipped one leaves
 * at once, a new one follows, and the verdict can be taken back. A verdict that
 * the engine refuses is undone here.
 */
export class Songs {
  state = $state<'idle' | 'searching' | 'ready' | 'failed'>('idle');
  request = $state.raw<SongRequest | null>(null);
  /** What the engine answered; `tracks` is what became of its songs since. */
  list = $state.raw<RecommendationList | null>(null);
  tracks = $state.raw<readonly Recommendation[]>([]);
  liked = $state.raw<readonly TrackId[]>([]);
  /** Why there is no list. */
  failure = $state<string | null>(null);
  /** Why the newest verdict, undo or refill did not go through. */
  refusal = $state<string | null>(null);

  readonly #client: Client;
  readonly #toasts: Toasts;
  #shown: TrackId[] = [];
  #judgements: Judgement[] = [];
  #turn = 0;
  #isRefilling = false;

  constructor(client: Client, toasts: Toasts) {
    this.#client = client;
    this.#toasts = toasts;
  }

  /** Looks for songs; the list on screen stays until the new one is there. A newer search wins. */
  async find(request: SongRequest): Promise<void> {
    const turn = ++this.#turn;
    this.request = request;
    this.state = 'searching';
    this.failure = null;
    this.refusal = null;
    try {
      const list = await this.#client.call('recommend.list', request);
      if (turn !== this.#turn) return;
      this.list = list;
      this.tracks = list.tracks;
      this.liked = [];
      this.#judgements = [];
      this.#shown = list.tracks.map(({ id }) => id);
      this.state = 'ready';
    } catch (error) {
      if (turn !== this.#turn) return;
      this.failure = explain(error);
      this.state = 'failed';
    }
  }

  /** Takes the list off the screen. */
  clear(): void {
    this.#turn++;
    this.state = 'idle';
    this.request = null;
    this.list = null;
    this.tracks = [];
    this.failure = null;
    this.refusal = null;
  }

  /** Searches again as before. */
  async retry(): Promise<void> {
    if (this.request) await this.find(this.request);
  }

  /** Judges a song that is on screen; liking a liked song takes the like back. */
  async judge(trackId: TrackId, verdict: Verdict): Promise<void> {
    const place = this.tracks.findIndex(({ id }) => id === trackId);
    const track = this.tracks[place];
    if (!track) return;
    this.refusal = null;
    if (verdict === 'like' && this.liked.includes(trackId)) return this.undo(trackId);

    const turn = this.#turn;
    const recorded = this.#record(track, verdict);
    const judgement: Judgement = { track, verdict, place, recorded };
    this.#apply(judgement);
    this.#judgements.push(judgement);
    if ((await recorded) === null) {
      if (turn === this.#turn && this.#forget(judgement)) this.#revert(judgement);
      return;
    }
    // It may have been taken back while it was on its way.
    if (verdict === 'like' || turn !== this.#turn || !this.#judgements.includes(judgement)) return;
    this.#toasts.show(`${DONE[verdict]} “${track.title}”.`, () => this.undo(trackId));
    await this.#refill();
  }

  /** Takes back the newest verdict, or the newest on one song. Nothing happens when there is none. */
  async undo(trackId?: TrackId): Promise<void> {
    const judgement = this.#judgements.findLast(({ track }) => trackId === undefined || track.id === trackId);
    if (!judgement) return;
    this.#forget(judgement);
    this.refusal = null;
    const turn = this.#turn;
    const id = await judgement.recorded;
    try {
      if (id !== null) await this.#client.call('feedback.undo', { id });
      if (turn !== this.#turn) return;
      this.#revert(judgement);
      if (judgement.verdict !== 'like') this.#toasts.show(`“${judgement.track.title}” is back.`);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#judgements.push(judgement);
      this.refusal = explain(error);
    }
  }

  async #record({ id: trackId, impressionId }: Recommendation, verdict: Verdict): Promise<FeedbackId | null> {
    const turn = this.#turn;
    try {
      return (await this.#client.call('feedback.record', { trackId, verdict, impressionId })).id;
    } catch (error) {
      if (turn === this.#turn) this.refusal = explain(error);
      return null;
    }
  }

  /** True when the judgement still stood. */
  #forget(judgement: Judgement): boolean {
    const stood = this.#judgements.includes(judgement);
    this.#judgements = this.#judgements.filter((other) => other !== judgement);
    return stood;
  }

  #apply({ track, verdict }: Judgement): void {
    if (verdict === 'like') this.liked = [...this.liked, track.id];
    else this.tracks = this.tracks.filter(({ id }) => id !== track.id);
  }

  #revert({ track, verdict, place }: Judgement): void {
    if (verdict === 'like') this.liked = this.liked.filter((id) => id !== track.id);
    else if (!this.tracks.some(({ id }) => id === track.id))
      this.tracks = this.tracks.toSpliced(place, 0, track);
  }

  /** Brings the list back to its length with songs that were not shown yet, one search at a time. */
  async #refill(): Promise<void> {
    if (this.#isRefilling) return;
    this.#isRefilling = true;
    const turn = this.#turn;
    try {
      while (turn === this.#turn && this.request) {
        const limit = this.request.limit - this.tracks.length;
        if (limit <= 0) return;
        const { tracks } = await this.#client.call('recommend.list', {
          ...this.request,
          limit,
          exclude: this.#shown,
        });
        if (turn !== this.#turn) return;
        const fresh = tracks.filter(({ id }) => !this.#shown.includes(id));
        if (fresh.length === 0) return;
        this.#shown = [...this.#shown, ...fresh.map(({ id }) => id)];
        this.tracks = [...this.tracks, ...fresh];
      }
    } catch (error) {
      if (turn === this.#turn) this.refusal = explain(error);
    } finally {
      this.#isRefilling = false;
    }
  }
}
