import type { Settings as Values } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';
import { explain } from '../lib/explain.ts';

const UNTIL_LOADED: Values = {
  theme: 'system',
  intent: 'match',
  listLength: 10,
  onePerArtist: true,
  allowBackgroundGenres: false,
  daysBeforeRepeat: 14,
  retrainEvery: 20,
};

/** The person's preferences. A change shows at once and goes back if the engine refuses it. */
export class Settings {
  values = $state.raw<Values>(UNTIL_LOADED);
  failure = $state<string | null>(null);

  readonly #client: Client;
  #turn = 0;

  constructor(client: Client) {
    this.#client = client;
    client.on('settings.change', () => void this.load());
    client.on('engine.change', ({ state }) => void (state === 'running' && this.load()));
  }

  async load(): Promise<void> {
    await this.#replace(() => this.#client.call('settings.get', {}));
  }

  /** True when the engine took the change. */
  async set(change: Partial<Values>): Promise<boolean> {
    const before = this.values;
    this.values = { ...before, ...change };
    const isTaken = await this.#replace(() => this.#client.call('settings.set', change));
    if (!isTaken) this.values = before;
    return isTaken;
  }

  /** Only the newest answer counts, so that a slow read never undoes a quick change. */
  async #replace(ask: () => Promise<Values>): Promise<boolean> {
    const turn = ++this.#turn;
    try {
      const values = await ask();
      if (turn === this.#turn) this.values = values;
      this.failure = null;
      return true;
    } catch (error) {
      this.failure = explain(error);
      return false;
    }
  }
}
