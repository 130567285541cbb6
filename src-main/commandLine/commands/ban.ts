import type { Ban, BanId } from '../../../src-preload/contract.ts';
import { type Command, type CommandContext, UsageError, wholeNumber } from '../command.ts';

/** Says what must never be recommended. */
export const ban: Command = {
  usage: 'ban [list | add artist|genre <name> | remove <banId>]',
  summary: 'artists and genres that are never recommended',
  flags: {},
  run({ words }, context) {
    const [verb = 'list', ...rest] = words;
    if (verb === 'list' && rest.length === 0) return list(context);
    if (verb === 'add' && rest.length >= 2) return add(rest, context);
    if (verb === 'remove' && rest.length === 1) return remove(rest[0]!, context);
    throw new UsageError('ban knows list, add artist|genre <name>, remove <banId>.');
  },
};

async function list({ call, write }: CommandContext): Promise<number> {
  const bans = await call('ban.list', {});
  await write({ bans }, bans.map(describe).join('\n') || 'Nothing is banned.');
  return 0;
}

async function add([kind, ...name]: readonly string[], { call, write }: CommandContext): Promise<number> {
  if (kind !== 'artist' && kind !== 'genre')
    throw new UsageError('ban add needs artist or genre, and a name.');
  const added = await call('ban.add', { kind, name: name.join(' ') });
  await write(added, `Never again: ${describe(added)}`);
  return 0;
}

async function remove(word: string, { call, write }: CommandContext): Promise<number> {
  const id = wholeNumber('The ban', word) as BanId;
  await call('ban.remove', { id });
  await write({ id, removed: true }, `Ban ${id} is lifted.`);
  return 0;
}

function describe({ id, kind, name }: Ban): string {
  return `${id}  ${kind}  ${name}`;
}
