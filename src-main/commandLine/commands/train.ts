import type { TasteTraining } from '../../../src-preload/contract.ts';
import { type Command, tasteOf, UsageError } from '../command.ts';

/** Trains the models of tastes now. */
export const train: Command = {
  usage: 'train [--taste <taste>]',
  summary: 'learn your tastes now, all or one, from what you said of songs',
  flags: { taste: { type: 'string' } },
  async run(input, { call, write }) {
    if (input.words.length > 0) throw new UsageError('train takes no words; --taste names a taste.');
    const trainings = await call('taste.train', { taste: tasteOf(input) });
    await write({ trainings }, trainings.map(describe).join('\n') || 'There are no tastes yet.');
    return 0;
  },
};

function describe({ key, kind, state, reason, version }: TasteTraining): string {
  return `${key} ${kind}: ${state}${version === null ? '' : ` as version ${version}`}. ${reason}.`;
}
