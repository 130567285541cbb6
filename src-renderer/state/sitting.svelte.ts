import type { Entry, Intent, Point } from '../../src-preload/contract.ts';
import type { Feeling } from './feeling.svelte.ts';
import type { Settings } from './settings.svelte.ts';
import type { SongRequest, Songs } from './songs.svelte.ts';

/** A correction is stored when the point has rested this long. */
const REST_MS = 350;

/** One sitting at the journal: from words to songs, and from a changed mind to other songs. */
export class Sitting {
  readonly feeling: Feeling;
  readonly songs: Songs;
  readonly #settings: Settings;
  readonly #limit: (listLength: number) => number;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** `limit` turns the person's list length into that of this face. */
  constructor(
    feeling: Feeling,
    songs: Songs,
    settings: Settings,
    limit = (listLength: number) => listLength,
  ) {
    this.feeling = feeling;
    this.songs = songs;
    this.#settings = settings;
    this.#limit = limit;
  }

  /** Keeps what was written and looks for songs. True when it was kept. */
  async save(): Promise<boolean> {
    const entry = await this.feeling.save();
    if (!entry) return false;
    await this.songs.find(this.#requestFor(entry));
    return true;
  }

  /** Shows an older entry and looks for songs for it. */
  async revisit(entry: Entry): Promise<void> {
    this.feeling.show(entry);
    await this.songs.find(this.#requestFor(entry));
  }

  /** An entry is being removed: if it is the one on the plane, it and its songs go. */
  leave(entry: Entry): void {
    if (this.feeling.entry?.id !== entry.id) return;
    clearTimeout(this.#rest);
    this.feeling.leave(entry);
    this.songs.clear();
  }

  /** Sets the point. On a saved entry it is stored as a correction once it rests, and other songs follow. */
  place(point: Point): void {
    this.feeling.place(point);
    this.#storeAfterRest();
  }

  /** Puts the point back to what was heard. */
  returnToHeard(): void {
    this.feeling.returnToHeard();
    this.#storeAfterRest();
  }

  /** The person let go of the point: nothing to wait for. */
  async settle(): Promise<void> {
    clearTimeout(this.#rest);
    const entry = await this.feeling.commit();
    if (entry && this.feeling.entry?.id === entry.id) await this.songs.find(this.#requestFor(entry));
  }

  /** Turns the songs another way; those on screen follow. */
  async direct(intent: Intent): Promise<void> {
    const { request } = this.songs;
    await Promise.all([
      this.#settings.set({ intent }),
      request ? this.songs.find({ ...request, intent }) : undefined,
    ]);
  }

  /** Back to an empty page; what was saved stays saved. */
  clear(): void {
    clearTimeout(this.#rest);
    this.feeling.clear();
    this.songs.clear();
  }

  #storeAfterRest(): void {
    clearTimeout(this.#rest);
    if (!this.feeling.entry) return;
    this.#rest = setTimeout(() => void this.settle(), REST_MS);
  }

  #requestFor({ id, text, valence, arousal, isCorrected }: Entry): SongRequest {
    const { intent, listLength } = this.#settings.values;
    const point = isCorrected || text.trim() === '' ? { valence, arousal } : null;
    return { text, point, intent, limit: this.#limit(listLength), entryId: id };
  }
}
