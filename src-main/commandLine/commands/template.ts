import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { TextTemplate } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { type Command, type CommandContext, UsageError, wholeNumber } from '../command.ts';

type Verb = (words: readonly string[], track: number | undefined, context: CommandContext) => Promise<number>;

/** Shows, keeps or tries the template that puts songs into words. */
export const template: Command = {
  usage: 'template [show | set <file>|default | preview [<file>]] [--track ID]',
  summary:
    'how songs are put into words for search: show the template, keep another, see what one makes of songs',
  flags: { track: { type: 'string' } },
  async run({ words, flags }, context) {
    const [name = 'show', ...rest] = words;
    if (!Object.hasOwn(verbs, name)) throw new UsageError(`template knows ${Object.keys(verbs).join(', ')}.`);
    return verbs[name]!(rest, wholeNumber('--track', flags.track), context);
  },
};

const verbs: Readonly<Record<string, Verb>> = {
  async show(words, _track, { call, write }) {
    if (words.length > 0) throw new UsageError('template show takes no words.');
    const found = await call('template.get', {});
    await write(found, JSON.stringify(found.template, null, 2));
    return 0;
  },
  async set(words, _track, { call, write }) {
    const [file] = words;
    if (file === undefined || words.length > 1) {
      throw new UsageError('template set needs one file, or the word default.');
    }
    await call('template.set', { template: file === 'default' ? null : await readTemplate(file) });
    const found = await call('template.get', {});
    await write(
      found,
      `The ${found.isDefault ? 'default' : 'new'} template is kept. Songs whose words change are indexed again: \`waves index --wait\`.`,
    );
    return 0;
  },
  async preview(words, track, { call, write }) {
    const [file] = words;
    if (words.length > 1) throw new UsageError('template preview takes one file at most.');
    const wanted = file === undefined ? (await call('template.get', {})).template : await readTemplate(file);
    const songs = await call('template.preview', {
      template: wanted,
      trackIds: track === undefined ? [] : [track],
    });
    const lines = songs.map(({ full, short }) => `full   ${full}\nshort  ${short}`);
    await write({ songs }, lines.join('\n\n'));
    return 0;
  },
};

/** The schema is looked at by the engine; here it only has to be JSON. */
async function readTemplate(file: string): Promise<TextTemplate> {
  const path = resolve(file);
  try {
    return JSON.parse(await readFile(path, 'utf8')) as TextTemplate;
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new AppError('bad-request', `${path} ${why}. The template stays as it was.`, { cause: error });
  }
}
