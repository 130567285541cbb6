import type { Entry } from '../../../src-preload/contract.ts';
import { type Command, UsageError, wholeNumber } from '../command.ts';

/** Lists the journal's entries, or adds one. */
export const journal: Command = {
  usage: 'journal [list] [--limit 20] | journal add <text>',
  summary: 'list the entries of the journal, or add one',
  flags: { limit: { type: 'string' } },
  async run({ words, flags }, { call, write }) {
    const [verb = 'list', ...rest] = words;
    if (verb === 'add') {
      if (rest.length === 0) throw new UsageError('journal add needs a text.');
      const entry = await call('journal.add', { text: rest.join(' ') });
      await write(entry, describe(entry));
      return 0;
    }
    if (verb !== 'list' || rest.length > 0) throw new UsageError('journal knows list and add.');
    const entries = await call('journal.list', { limit: wholeNumber('--limit', flags.limit) ?? 20 });
    await write({ entries }, entries.length ? entries.map(describe).join('\n') : 'The journal is empty.');
    return 0;
  },
};

function describe({ id, text, mood, valence, arousal, createdAt }: Entry): string {
  const point = `(${valence.toFixed(2)}, ${arousal.toFixed(2)})`;
  const start = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return `${new Date(createdAt).toLocaleString()}  #${id}  ${mood} ${point}  ${start}`;
}
