import rules from './textRules.json' with { type: 'json' };

type Ranges = readonly (readonly number[])[];

const emoji = new Map(Object.entries(rules.emoji));
const emoticons = new Map(Object.entries(rules.emoticons));
const replacements = new Map(Object.entries(rules.replacements));
const folded = new Map<string, string>();

/**
 * The text in printable ASCII and line feeds, letters without their accents,
 * emoji and emoticons as words, case kept; what has no such form is a space.
 * Depends on nothing but textRules.json: the decompositions used are of ranges
 * that no later Unicode version may change. The same to the bit as `fold` in
 * models/training/ridge/text.py.
 */
export function fold(text: string): string {
  let ascii = '';
  for (const character of text) ascii += foldCharacter(character);
  const lines = ascii.split('\n');
  return lines.map((line) => line.split(' ').map(wordsOfEmoticon).join(' ')).join('\n');
}

/** The ASCII that stands for one code point, which may be a lone surrogate. */
export function foldCharacter(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const ascii = toAscii(character);
  // Bounded by the number of code points.
  folded.set(character, ascii);
  return ascii;
}

function toAscii(character: string): string {
  const replacement = replacements.get(character);
  if (replacement !== undefined) return replacement;
  const code = character.codePointAt(0)!;
  if (isPrintable(code)) return character;
  const words = emoji.get(character);
  if (words !== undefined) return ` ${words} `;
  if (isWithin(code, rules.breakRanges)) return '\n';
  if (isWithin(code, rules.dropRanges)) return '';
  if (!isWithin(code, rules.foldRanges)) return ' ';
  return Array.from(character.normalize('NFKD'), (part) => {
    const partCode = part.codePointAt(0)!;
    if (isPrintable(partCode)) return part;
    return partCode >= 0x300 && partCode <= 0x36f ? '' : ' ';
  }).join('');
}

function wordsOfEmoticon(chunk: string): string {
  return emoticons.get(chunk) ?? chunk;
}

function isPrintable(code: number): boolean {
  return code >= 0x20 && code <= 0x7e;
}

function isWithin(code: number, ranges: Ranges): boolean {
  return ranges.some(([low, high]) => code >= low! && code <= high!);
}
