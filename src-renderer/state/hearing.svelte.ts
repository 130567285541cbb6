import type { CorrectionStatus, Model } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';

/** Which model hears the person, and what was learned from their corrections. */
export class Hearing {
  model = $state.raw<Model | null>(null);
  corrections = $state.raw<CorrectionStatus | null>(null);
  failure = $state<string | null>(null);

  /** What there is to forget, or what is still missing, in words; null before it is known. */
  readonly learned: string | null = $derived(this.corrections && describe(this.corrections));

  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
    client.on('models.change', () => void this.load());
    client.on('journal.change', () => void this.load());
    client.on('engine.change', ({ state }) => void (state === 'running' && this.load()));
  }

  async load(): Promise<void> {
    try {
      const models = await this.#client.call('models.list', {});
      this.model = models.find(({ inUseFor }) => inUseFor.includes('emotion')) ?? null;
      this.corrections = await this.#client.call('correction.status', {});
      this.failure = null;
    } catch (error) {
      this.failure = explain(error);
    }
  }

  /** Forgets what was learned; the corrected entries stay as they are. */
  async forget(): Promise<void> {
    try {
      this.corrections = await this.#client.call('correction.reset', {});
      this.failure = null;
    } catch (error) {
      this.failure = explain(error);
    }
  }
}

function describe({ corrections, needed, isUsed, learnedAt }: CorrectionStatus): string {
  if (corrections === 0) return 'Drag the point where your words were misheard; it learns from that.';
  if (corrections < needed) return `${corrections} of ${needed} corrections that it needs to learn from.`;
  if (isUsed) return `Learned from ${corrections} corrections.`;
  return learnedAt === null
    ? `${corrections} corrections; not learned from yet.`
    : `${corrections} corrections, which so far make it no better.`;
}
