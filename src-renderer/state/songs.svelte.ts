import type {
  EntryId,
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

/** What the engine keeps of a judgement: how it is told, and how it is taken back. */
type Kept = {
  readonly done: string;
  readonly undone: string;
  takeBack(): Promise<unknown>;
  /** Whether another song on screen has to go as well. */
  concerns(track: Recommendation): boolean;
};

/** One verdict of the person, or the ban of an artist. */
type Judgement = {
  readonly track: Recommendation;
  readonly isLike: boolean;
  /** The search that the list on screen came from. */
  readonly turn: number;
  /** What left the screen, in the order in which it left. */
  left: readonly { readonly track: Recommendation; readonly place: number }[];
  /** Null when it was refused. */
  readonly kept: Promise<Kept | null>;
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
    if (verdict === 'like' && this.liked.includes(trackId)) return this.undo(trackId);
    await this.#settle(trackId, verdict === 'like', async ({ title, impressionId }) => {
      const { id } = await this.#client.call('feedback.record', { trackId, verdict, impressionId });
      return {
        done: `${DONE[verdict]} “${title}”.`,
        undone: `“${title}” is back.`,
        takeBack: () => this.#client.call('feedback.undo', { id }),
        concerns: () => false,
      };
    });
  }

  /** Never plays the main artist of a song on screen again. */
  async banArtist(trackId: TrackId): Promise<void> {
    await this.#settle(trackId, false, async () => {
      const { id, name } = await this.#client.call('ban.addArtistOf', { trackId });
      return {
        done: `“${name}” will not come again.`,
        undone: `“${name}” may come again.`,
        takeBack: () => this.#client.call('ban.remove', { id }),
        concerns: ({ artist }) => `, ${artist}, `.includes(`, ${name}, `),
      };
    });
  }

  async #settle(
    trackId: TrackId,
    isLike: boolean,
    keep: (track: Recommendation) => Promise<Kept>,
  ): Promise<void> {
    const track = this.tracks.find(({ id }) => id === trackId);
    if (!track) return;
    this.refusal = null;
    const turn = this.#turn;
    const judgement: Judgement = { track, isLike, turn, left: [], kept: this.#keep(() => keep(track)) };
    if (isLike) this.liked = [...this.liked, trackId];
    else this.#takeOff(judgement, ({ id }) => id === trackId);
    this.#judgements.push(judgement);
    const kept = await judgement.kept;
    if (kept === null) {
      if (turn === this.#turn && this.#forget(judgement)) this.#revert(judgement);
      return;
    }
    // It may have been taken back while it was on its way.
    if (isLike || turn !== this.#turn || !this.#judgements.includes(judgement)) return;
    this.#takeOff(judgement, (other) => kept.concerns(other));
    this.#toasts.show(kept.done, () => this.#takeBack(judgement));
    await this.#refill();
  }

  /** Takes back the newest judgement, or the newest on one song. Nothing happens when there is none. */
  async undo(trackId?: TrackId): Promise<void> {
    const judgement = this.#judgements.findLast(({ track }) => trackId === undefined || track.id === trackId);
    if (judgement) await this.#takeBack(judgement);
  }

  async #takeBack(judgement: Judgement): Promise<void> {
    // Of an older list it is taken back all the same, with nothing to put back on screen.
    const isOfList = () => judgement.turn === this.#turn;
    if (!this.#forget(judgement) && isOfList()) return;
    this.refusal = null;
    const kept = await judgement.kept;
    try {
      await kept?.takeBack();
      if (isOfList()) this.#revert(judgement);
      if (kept && !judgement.isLike) this.#toasts.show(kept.undone);
    } catch (error) {
      if (!isOfList()) return;
      this.#judgements.push(judgement);
      this.refusal = explain(error);
    }
  }

  async #keep(keep: () => Promise<Kept>): Promise<Kept | null> {
    const turn = this.#turn;
    try {
      return await keep();
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

  /** Takes songs off the screen because of a judgement. */
  #takeOff(judgement: Judgement, goes: (track: Recommendation) => boolean): void {
    for (const track of this.tracks.filter(goes)) {
      const place = this.tracks.indexOf(track);
      judgement.left = [...judgement.left, { track, place }];
      this.tracks = this.tracks.toSpliced(place, 1);
    }
  }

  #revert({ track, isLike, left }: Judgement): void {
    if (isLike) this.liked = this.liked.filter((id) => id !== track.id);
    for (const { track: gone, place } of left.toReversed()) {
      if (!this.tracks.some(({ id }) => id === gone.id)) this.tracks = this.tracks.toSpliced(place, 0, gone);
    }
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
