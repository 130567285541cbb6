import { type Command, UsageError, wholeNumber } from '../command.ts';
import { assertDone } from './import.ts';
import { runJob } from '../runJob.ts';

/** Adds a synthetic catalogue of any size. */
export const synth: Command = {
  usage: 'synth --tracks N [--seed S]',
  summary: 'add a synthetic catalogue, marked as such: the same songs for the same seed',
  flags: { tracks: { type: 'string' }, seed: { type: 'string' } },
  async run({ flags }, context) {
    const tracks = wholeNumber('--tracks', flags.tracks);
    const seed = wholeNumber('--seed', flags.seed) ?? 1;
    if (tracks === undefined) throw new UsageError('synth needs --tracks N.');
    const job = await runJob(() => context.call('catalogue.synthesise', { tracks, seed }), context);
    assertDone(
      job!,
      'Making songs was stopped. Those that were made are kept; `waves import --undo` takes them back.',
    );
    const { added, updated, unchanged, ms } = job!.summaries[0]!;
    await context.write(
      { tracks, seed, added, updated, unchanged, ms },
      `${added} synthetic songs added in ${(ms / 1000).toFixed(1)} s${unchanged > 0 ? `, ${unchanged} were there` : ''}.`,
    );
    return 0;
  },
};
