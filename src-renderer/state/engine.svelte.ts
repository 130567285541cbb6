import type { EventValue } from '../../src-preload/contract.ts';
import type { Client } from '../lib/client.ts';

/** Whether the engine behind the window answers. */
export class Engine {
  state = $state<EventValue<'engine.change'>['state']>('running');
  message = $state<string | null>(null);
  readonly isAway = $derived(this.state === 'restarting' || this.state === 'down');

  constructor(client: Client) {
    client.on('engine.change', ({ state, message }) => {
      this.state = state;
      this.message = message;
    });
  }
}
