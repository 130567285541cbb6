import type { Ban, Comparison, TasteOverview, TasteProfile } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';
import { servedBy } from '../lib/tasteWords.ts';
import type { Toasts } from './toasts.svelte.ts';

/** What is known of the person's tastes, and what must never come. Read again while somebody looks. */
export class Tastes {
  overview = $state.raw<TasteOverview | null>(null);
  bans = $state.raw<readonly Ban[]>([]);
  /** The comparison of two ways of choosing that runs; null where none does. */
  comparison = $state.raw<Comparison | null>(null);
  failure = $state<string | null>(null);
  isOpen = $state(false);
  /** Whether a change is under way. */
  isBusy = $state(false);

  readonly #client: Client;
  readonly #toasts: Toasts;
  #turn = 0;

  constructor(client: Client, toasts: Toasts) {
    this.#client = client;
    this.#toasts = toasts;
    client.on('taste.change', () => void (this.isOpen && this.load()));
    client.on('feedback.change', () => void (this.isOpen && this.load()));
    client.on('engine.change', ({ state }) => void (state === 'running' && this.isOpen && this.load()));
  }

  async open(): Promise<void> {
    this.isOpen = true;
    await this.load();
  }

  /** Only the newest answer counts. */
  async load(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const [overview, bans, comparison] = await Promise.all([
        this.#client.call('taste.list', {}),
        this.#client.call('ban.list', {}),
        this.#client.call('comparison.status', {}),
      ]);
      if (turn !== this.#turn) return;
      this.overview = overview;
      this.bans = bans;
      this.comparison = comparison?.state === 'running' ? comparison : null;
      this.failure = null;
    } catch (error) {
      if (turn === this.#turn) this.failure = explain(error);
    }
  }

  /** Takes the model of a taste back that is in use: the one before it serves again. */
  async takeBack({ key, label }: Pick<TasteProfile, 'key' | 'label'>): Promise<void> {
    await this.#change(async () => {
      const taste = await this.#client.call('taste.rollback', { taste: key });
      this.#toasts.show(`Taken back. ${label} goes ${servedBy(taste)} now.`, () =>
        this.bringBack({ key, label }),
      );
    });
  }

  /** Brings the model of a taste back that was taken back last. */
  async bringBack({ key, label }: Pick<TasteProfile, 'key' | 'label'>): Promise<void> {
    await this.#change(async () => {
      const taste = await this.#client.call('taste.restore', { taste: key });
      this.#toasts.show(`Brought back. ${label} goes ${servedBy(taste)} now.`, () =>
        this.takeBack({ key, label }),
      );
    });
  }

  /** Never recommends an artist or a genre again. True when the engine has taken it. */
  async ban(kind: Ban['kind'], name: string): Promise<boolean> {
    return this.#change(async () => {
      const ban = await this.#client.call('ban.add', { kind, name });
      this.#toasts.show(`“${ban.name}” will not come again.`, async () => void (await this.lift(ban)));
    });
  }

  /** Lets an artist or a genre come again. True when the engine has taken it. */
  async lift({ id, kind, name }: Ban): Promise<boolean> {
    return this.#change(async () => {
      await this.#client.call('ban.remove', { id });
      this.#toasts.show(`“${name}” may come again.`, async () => void (await this.ban(kind, name)));
    });
  }

  /** Ends the comparison that runs: lists are chosen as ever again. */
  async stopComparison(): Promise<void> {
    await this.#change(async () => {
      const { experimentId } = await this.#client.call('comparison.stop', {});
      this.#toasts.show(`The comparison has ended. It is kept as experiment ${experimentId}.`);
    });
  }

  /** One change at a time; what came of it is read again. */
  async #change(act: () => Promise<void>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    try {
      await act();
      await this.load();
      return true;
    } catch (error) {
      this.failure = explain(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
