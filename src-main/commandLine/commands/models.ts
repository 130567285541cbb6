import { resolve } from 'node:path';

import type { Model } from '../../../src-preload/contract.ts';
import { benchModels } from '../benchModels.ts';
import {
  type Command,
  type CommandContext,
  type CommandInput,
  taskOf,
  tasteOf,
  UsageError,
} from '../command.ts';

type Verb = (input: CommandInput, context: CommandContext) => Promise<number>;

/** Lists the models and says which does what. */
export const models: Command = {
  usage:
    'models [list | use <id> | rollback [--taste <taste> [--undo]] | verify [<id>] | add <folder> | bench] [--task emotion|search]',
  summary: 'which models there are and what they are used for; use another, go back, check, add or time them',
  flags: { task: { type: 'string' }, taste: { type: 'string' }, undo: { type: 'boolean' } },
  async run({ words, flags }, context) {
    const [name = 'list', ...rest] = words;
    if (flags.taste !== undefined && name !== 'rollback') {
      throw new UsageError('--taste goes with models rollback.');
    }
    if (flags.undo === true && (name !== 'rollback' || tasteOf({ words, flags, lists: {} }) === null)) {
      throw new UsageError('--undo goes with models rollback --taste.');
    }
    if (!Object.hasOwn(verbs, name)) {
      throw new UsageError(`models knows ${Object.keys(verbs).join(', ')}.`);
    }
    return verbs[name]!({ words: rest, flags, lists: {} }, context);
  },
};

const verbs: Readonly<Record<string, Verb>> = {
  async list({ words }, { call, write }) {
    atMost(words, 0, 'models list');
    await writeList(await call('models.list', {}), write);
    return 0;
  },
  async use(input, { call, write }) {
    const model = await call('models.use', {
      id: only(input.words, 'models use', 'id'),
      task: taskOf(input),
    });
    await write(model, `${model.id} is in use for ${model.inUseFor.join(' and ')}.`);
    return 0;
  },
  async rollback(input, { call, write }) {
    atMost(input.words, 0, 'models rollback');
    const taste = tasteOf(input);
    if (taste !== null) return rollBackTaste(taste, input.flags.undo === true, { call, write });
    await writeList(await call('models.rollback', { task: taskOf(input) }), write);
    return 0;
  },
  async verify({ words }, { call, write }) {
    atMost(words, 1, 'models verify');
    const verdicts = await call('models.verify', { id: words[0] ?? null });
    const lines = verdicts.map(
      ({ id, ok, problem }) => `${ok ? '✓' : '✗'} ${id}${problem ? `  ${problem}` : ''}`,
    );
    await write({ models: verdicts }, lines.join('\n'));
    return verdicts.every(({ ok }) => ok) ? 0 : 1;
  },
  async add({ words }, { call, write }) {
    const model = await call('models.add', { folder: resolve(only(words, 'models add', 'folder')) });
    const text = `Added as ${model.id}, for ${model.tasks.join(' and ')}. \`waves models use ${model.id}\` puts it to use.`;
    await write(model, text);
    return 0;
  },
  async bench(input, context) {
    atMost(input.words, 0, 'models bench');
    return benchModels(taskOf(input), context);
  },
};

async function rollBackTaste(
  taste: string,
  isUndone: boolean,
  { call, write }: Pick<CommandContext, 'call' | 'write'>,
): Promise<number> {
  const profile = await call(isUndone ? 'taste.restore' : 'taste.rollback', { taste });
  const inUse = profile.versions.find(({ isInUse }) => isInUse);
  const text = inUse
    ? `${profile.label}: version ${inUse.version} (${inUse.kind}) is in use again.`
    : `${profile.label}: no model is in use; its songs are ranked by likeness.`;
  await write(profile, text);
  return 0;
}

async function writeList(list: readonly Model[], write: CommandContext['write']): Promise<void> {
  await write({ models: list }, list.map(describe).join('\n') || 'There are no models.');
}

function describe({ id, origin, tasks, inUseFor, sizeBytes, licence, source, problem }: Model): string {
  const use = inUseFor.length > 0 ? `in use for ${inUseFor.join(' and ')}` : `can do ${tasks.join(' and ')}`;
  const size = `${(sizeBytes / 1e6).toFixed(1)} MB`;
  const head = `${inUseFor.length > 0 ? '●' : '○'} ${id}  ${use}  ${size}  ${origin}  ${licence ?? 'licence unknown'}`;
  return [head, source && `    ${source}`, problem && `    ✗ ${problem}`].filter(Boolean).join('\n');
}

function only(words: readonly string[], command: string, what: string): string {
  const [word] = words;
  if (word === undefined || words.length > 1) throw new UsageError(`${command} needs one ${what}.`);
  return word;
}

function atMost(words: readonly string[], count: number, command: string): void {
  if (words.length > count) throw new UsageError(`${command} does not take "${words.at(-1)!}".`);
}
