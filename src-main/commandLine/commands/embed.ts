import { type Command, UsageError } from '../command.ts';

/** Numbers of a vector that a person is shown. */
const SHOWN = 6;

/** Turns texts into vectors with the model for search. */
export const embed: Command = {
  usage: 'embed <text…>',
  summary: 'the meaning of each text as a vector, by the model for search (quote a text of several words)',
  flags: {},
  async run({ words }, { call, write }) {
    if (words.length === 0) throw new UsageError('embed needs at least one text.');
    const { notice, ...found } = await call('text.embed', { texts: [...words] });
    const document = { ...found, ...(notice === null ? {} : { notice }) };
    const lines = found.vectors.map((vector, index) => {
      const start = vector.slice(0, SHOWN).map((value) => value.toFixed(3));
      return `[${start.join(', ')}${vector.length > SHOWN ? ', …' : ''}]  ${words[index]!}`;
    });
    const head = `${found.model}, ${found.size} numbers a text (--json prints all of them)`;
    await write(document, [head, ...lines, ...(notice === null ? [] : [notice])].join('\n'));
    return 0;
  },
};
