import type { Entry, HeardEmotion, Point } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { describePoint } from '../lib/describePoint.ts';
import { moodWords } from '../lib/moodWords.ts';
import { explain } from '../lib/explain.ts';

/** From the last key to the call; leaves room for the answer within the 100 ms that feel immediate. */
const PAUSE_MS = 40;

/**
 * The feeling on the plane: a draft that is being written, or an entry that was
 * saved. A point that the person sets is a correction; what was heard stays
 * beside it. Only the answer to the newest text counts.
 */
export class Feeling {
  text = $state('');
  heard = $state.raw<HeardEmotion | null>(null);
  correction = $state.raw<Point | null>(null);
  entry = $state.raw<Entry | null>(null);
  isSaving = $state(false);
  failure = $state<string | null>(null);

  readonly heardPoint: Point | null = $derived(this.entry?.heard ?? this.heard);
  readonly point: Point | null = $derived(this.correction ?? this.entry ?? this.heard);
  readonly mood: string | null = $derived(
    this.correction ? describePoint(this.correction) : wordsOf(this.entry ?? this.heard),
  );
  readonly isCorrected = $derived(this.correction !== null || (this.entry?.isCorrected ?? false));
  /** The point stands somewhere else than where it was heard. */
  readonly isMoved = $derived(isApart(this.point, this.heardPoint));
  /** What the person should know about how the text was read. */
  readonly notice = $derived(
    this.heard?.model.notice ?? (this.heard?.model.kind === 'lexicon' ? LEXICON : null),
  );
  /** Nothing that could be kept as a new entry. */
  readonly isEmpty = $derived(this.text.trim() === '' && (this.entry !== null || this.correction === null));

  readonly #client: Client;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(client: Client) {
    this.#client = client;
    client.on('engine.change', ({ state }) => {
      if (state === 'running' && this.text) this.write(this.text);
    });
  }

  /** Takes the text as it stands now; what is heard in it follows. Leaves a saved entry. */
  write(text: string): void {
    this.#leaveEntry();
    this.text = text;
    this.failure = null;
    this.#forgetPending();
    if (text.trim() === '') this.heard = null;
    else this.#pause = setTimeout(() => void this.#hear(text), PAUSE_MS);
  }

  /** Sets the point by hand: on a draft until it is saved, on an entry until `commit`. */
  place(point: Point): void {
    this.correction = point;
  }

  /** Puts the point back to what was heard; without anything heard, takes it away. */
  returnToHeard(): void {
    this.correction = this.entry ? this.entry.heard : null;
  }

  /** Shows a saved entry. A draft's text stays in its box. */
  show(entry: Entry): void {
    this.#forgetPending();
    this.entry = entry;
    this.correction = null;
    this.heard = null;
    this.failure = null;
  }

  /** Takes an entry that is no more off the plane; the draft comes back. */
  leave(entry: Entry): void {
    if (this.entry?.id === entry.id) this.write(this.text);
  }

  /** Keeps the draft as an entry and shows it; null, with the draft untouched, when that fails or there is nothing to keep. */
  async save(): Promise<Entry | null> {
    if (this.isSaving) return null;
    if (this.isEmpty) {
      this.failure = 'Write a line, or set the point on the plane, first.';
      return null;
    }
    this.isSaving = true;
    this.failure = null;
    try {
      const point = this.entry ? null : this.correction;
      const entry = await this.#client.call('journal.add', { text: this.text, point });
      const { heard } = this;
      this.show(entry);
      // How the text was read is still worth knowing.
      this.heard = heard;
      this.text = '';
      return entry;
    } catch (error) {
      this.failure = explain(error);
      return null;
    } finally {
      this.isSaving = false;
    }
  }

  /** Stores the point set on a saved entry; null, with the point put back, when that fails or nothing was set. */
  async commit(): Promise<Entry | null> {
    const { entry, correction } = this;
    if (!entry || !correction) return null;
    try {
      const corrected = await this.#client.call('journal.correct', { id: entry.id, point: correction });
      if (this.entry?.id === entry.id) this.entry = corrected;
      return corrected;
    } catch (error) {
      this.failure = explain(error);
      return null;
    } finally {
      if (this.entry?.id === entry.id && this.correction === correction) this.correction = null;
    }
  }

  /** Back to an empty draft. */
  clear(): void {
    this.write('');
    this.correction = null;
  }

  async #hear(text: string): Promise<void> {
    const turn = this.#turn;
    try {
      const heard = await this.#client.call('emotion.infer', { text });
      if (turn === this.#turn) this.heard = heard;
    } catch (error) {
      if (turn === this.#turn) this.failure = explain(error);
    }
  }

  #leaveEntry(): void {
    if (!this.entry) return;
    this.entry = null;
    this.correction = null;
    this.heard = null;
  }

  /** Whatever is waiting or in flight for an older text no longer counts. */
  #forgetPending(): void {
    clearTimeout(this.#pause);
    this.#turn++;
  }
}

function isApart(a: Point | null, b: Point | null): boolean {
  return a !== null && b !== null && Math.hypot(a.valence - b.valence, a.arousal - b.arousal) > 0.01;
}

const LEXICON = 'Read with the built-in word list, which hears less than the model does.';

function wordsOf(felt: (Point & { mood: string }) | null): string | null {
  return felt && moodWords(felt.mood, felt);
}
