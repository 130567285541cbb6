import { scoreWords } from './scoreWords.ts';

/** What `wide.json` of a model holds: the order of its features, word lists by name (single characters may stand in one string), and a lexicon of valences (VADER's −4..4). */
export type WideLists = {
  readonly names: readonly string[];
  readonly lists: Readonly<Record<string, readonly string[] | string>>;
  readonly lexicon: Readonly<Record<string, number>>;
};

const WORD = /[A-Za-z0-9]+(?:'[A-Za-z]+)*/g;
const ELONGATED = /([A-Za-z])\1\1/;
/** White space as Python splits at it, four control characters among it: the features are counted there in training. */
// eslint-disable-next-line no-control-regex
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const LETTERS_OR_NUMBERS = /^[\p{L}\p{N}]+$/u;

/** Lists of which the number of words in a text is a feature. */
const counted = [
  'negation',
  'intensifier',
  'dampener',
  'contrast',
  'self',
  'together',
  'other',
  'swear',
  'laugh',
  'high',
  'low',
] as const;

/**
 * The wide features of a text, raw: the twin of `features.py` in the training
 * of the model, number for number: what that gives for some texts is what the
 * test here expects. Returns the name of a feature that is not computed here, if the
 * model asks for one.
 */
export function createWideFeatures(
  wide: WideLists,
): { readonly compute: (text: string) => Float32Array } | { readonly unknown: string } {
  const words = new Map(counted.map((name) => [name, new Set(wide.lists[name] ?? [])]));
  const good = new Set(wide.lists['emoji_positive'] ?? []);
  const bad = new Set(wide.lists['emoji_negative'] ?? []);
  const lexicon = new Map(Object.entries(wide.lexicon));
  const measure = (text: string) => measureText(text, words, good, bad, lexicon);

  const known = measure('');
  const unknown = wide.names.find((name) => !known.has(name));
  if (unknown !== undefined) return { unknown };
  return {
    compute(text) {
      const found = measure(text);
      return Float32Array.from(wide.names, (name) => found.get(name)!);
    },
  };
}

function measureText(
  written: string,
  lists: ReadonlyMap<(typeof counted)[number], ReadonlySet<string>>,
  good: ReadonlySet<string>,
  bad: ReadonlySet<string>,
  lexicon: ReadonlyMap<string, number>,
): Map<string, number> {
  const text = written.replaceAll('\u2019', "'").replaceAll('\u2026', '...');
  const original = text.match(WORD) ?? [];
  const low = original.map((word) => word.toLowerCase());
  const count = Math.max(low.length, 1);
  const characters = [...text];
  const length = characters.length;
  const isCapital = original.map((word) => word.length > 1 && /[A-Z]/.test(word) && !/[a-z]/.test(word));
  const emoji = characters.filter(isEmoji);
  const emoticons = emoticonValues(text, lexicon);
  const scores = scoreWords(low, isCapital, {
    lexicon,
    negation: lists.get('negation')!,
    intensifier: lists.get('intensifier')!,
    dampener: lists.get('dampener')!,
  });
  const hits = scores.filter((score) => score !== 0);
  const turn = low.lastIndexOf('but');
  const total = sum(hits) + sum(emoticons);
  const found = new Map<string, number>([
    ['log_words', Math.log1p(low.length)],
    ['log_chars', Math.log1p(length)],
    ['word_length', sum(low.map((word) => word.length)) / count],
    ['exclamations', Math.min(occurrences(text, '!'), 5)],
    ['questions', Math.min(occurrences(text, '?'), 5)],
    ['ellipses', Math.min(occurrences(text, '...'), 3)],
    ['commas', Math.min(occurrences(text, ','), 8)],
    ['quotes', Math.min(occurrences(text, '"'), 4)],
    ['links', Math.min(occurrences(text, '@') + occurrences(text, 'http') + occurrences(text, '#'), 4)],
    ['digits', matches(text, /[0-9]/g) / Math.max(length, 1)],
    ['capital_words', isCapital.filter(Boolean).length / count],
    ['capital_letters', matches(text, /[A-Z]/g) / Math.max(matches(text, /[A-Za-z]/g), 1)],
    ['elongated', Math.min(original.filter((word) => ELONGATED.test(word)).length, 4)],
    ['emoji', Math.min(emoji.length, 5)],
    ['emoji_positive', Math.min(emoji.filter((one) => good.has(one)).length, 4)],
    ['emoji_negative', Math.min(emoji.filter((one) => bad.has(one)).length, 4)],
    ['emoticons', squash(sum(emoticons))],
    ['lexicon', squash(total)],
    ['lexicon_positive', squash(sum(hits.filter((score) => score > 0)))],
    ['lexicon_negative', squash(sum(hits.filter((score) => score < 0)))],
    ['lexicon_max', hits.length > 0 ? Math.max(...hits) : 0],
    ['lexicon_min', hits.length > 0 ? Math.min(...hits) : 0],
    ['lexicon_hits', hits.length / count],
    ['lexicon_mean', total / count],
    ['lexicon_end', squash(sum(scores.slice(Math.floor((2 * scores.length) / 3))))],
    ['lexicon_after_contrast', turn >= 0 ? squash(sum(scores.slice(turn + 1))) : 0],
  ]);
  for (const [name, members] of lists) {
    found.set(name, Math.log1p(low.filter((word) => members.has(word)).length));
  }
  return found;
}

/** VADER's compound: any sum onto −1..1. */
function squash(total: number): number {
  return total / Math.sqrt(total * total + 15);
}

function isEmoji(character: string): boolean {
  const code = character.codePointAt(0)!;
  return (
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x2600 && code <= 0x27bf) ||
    code === 0x2b50 ||
    code === 0x203c ||
    code === 0x2049
  );
}

/** Values of pieces such as ":)" that hold no word of two letters or more. */
function emoticonValues(text: string, lexicon: ReadonlyMap<string, number>): number[] {
  return text
    .split(SPACE)
    .filter((piece) => piece !== '' && !/[A-Za-z0-9]{2}/.test(piece) && !LETTERS_OR_NUMBERS.test(piece))
    .map((piece) => lexicon.get(piece) ?? lexicon.get(piece.toLowerCase()) ?? 0);
}

/** How often a piece of text occurs, overlaps not counted. */
function occurrences(text: string, piece: string): number {
  return text.split(piece).length - 1;
}

function matches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
