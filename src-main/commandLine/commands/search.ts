import type { Input, Output } from '../../../src-preload/contract.ts';
import { type Command, type CommandInput, UsageError, wholeNumber } from '../command.ts';
import { readAhead } from '../readAhead.ts';

const MODES = ['fused', 'semantic', 'keyword', 'tfidf'] as const;
const FORMS = ['full', 'short'] as const;

/** Finds songs by a query, or by each line of standard input. */
export const search: Command = {
  usage:
    'search <query> | search --stdin [--limit 10] [--form full|short] [--mode fused|semantic|keyword|tfidf]',
  summary: 'songs by name, sound, mood and meaning; `bpm>150`, `genre:jazz` and the like must hold',
  flags: {
    stdin: { type: 'boolean' },
    limit: { type: 'string' },
    form: { type: 'string' },
    mode: { type: 'string' },
  },
  async run(input, { call, lines, write }) {
    const { words, flags } = input;
    const wanted = readFlags(input);
    if (flags.stdin) {
      if (words.length > 0) throw new UsageError('search takes a query or --stdin, not both.');
      for await (const texts of readAhead(lines, 1)) {
        for (const text of texts) {
          const found = toDocument(await call('search.query', { text, ...wanted }));
          await write({ query: text, ...found }, describe(found));
        }
      }
      return 0;
    }
    if (words.length === 0) throw new UsageError('search needs a query.');
    const found = toDocument(await call('search.query', { text: words.join(' '), ...wanted }));
    await write(found, describe(found));
    return 0;
  },
};

function readFlags({ flags }: CommandInput): Omit<Input<'search.query'>, 'text'> {
  const limit = wholeNumber('--limit', flags.limit);
  const form = oneOf('--form', flags.form, FORMS);
  const mode = oneOf('--mode', flags.mode, MODES);
  return { ...(limit && { limit }), ...(form && { form }), ...(mode && { mode }) };
}

function oneOf<T extends string>(
  name: string,
  value: string | boolean | undefined,
  known: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  if (!(known as readonly unknown[]).includes(value))
    throw new UsageError(`${name} is one of ${known.join(', ')}.`);
  return value as T;
}

/** What the command says of a song that was found. */
export function toResult({
  id,
  title,
  artist,
  genres,
  text,
  distance,
  score,
  reasons,
}: Output<'search.query'>['results'][number]) {
  return { id, title, artist, genres, text, distance, score, reasons: reasons.map((reason) => reason.text) };
}

/** Songs that were found, as lines for people. */
export function describeResults(results: readonly ReturnType<typeof toResult>[]): string[] {
  return results.map(
    ({ id, title, artist, reasons }, index) =>
      `${String(index + 1).padStart(3)}. ${title} — ${artist}  [${id}]\n     ${reasons.join(' · ')}`,
  );
}

type SearchDocument = ReturnType<typeof toDocument>;

function toDocument({ results, conditions, notice, ms }: Output<'search.query'>) {
  return {
    results: results.map(toResult),
    conditions: conditions.map(({ text }) => text),
    ...(notice === null ? {} : { notice }),
    ms,
  };
}

function describe({ results, conditions, notice }: SearchDocument): string {
  const understood = conditions.length > 0 ? [`Understood: ${conditions.join(', ')}`] : [];
  return [...understood, ...(notice ? [notice] : []), ...describeResults(results)].join('\n');
}
