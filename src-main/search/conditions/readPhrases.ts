import type { Dimension } from '../columns/dimensions.ts';
import type { Condition, Demand } from './condition.ts';
import { readNumber, startOfDecade } from './readValue.ts';

const numberWords: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
};
const decadeWords: Readonly<Record<string, number>> = {
  twenties: 1920,
  thirties: 1930,
  forties: 1940,
  fifties: 1950,
  sixties: 1960,
  seventies: 1970,
  eighties: 1980,
  nineties: 1990,
  noughties: 2000,
};

const NUMBER = String.raw`(\d+(?:[.,:]\d+)?|${Object.keys(numberWords).join('|')})`;
const LESS =
  'under|below|less than|fewer than|shorter than|slower than|at most|up to|no more than|no longer than';
const MORE = 'over|above|more than|longer than|faster than|at least|no less than|no shorter than|upwards of';
const ABOUT = 'at|around|about|roughly|near';
const MINUTES = String.raw`[\s-]*(minutes?|mins?|seconds?|secs?)(?:\s+long)?`;
const YEAR = String.raw`((?:18|19|20)\d{2})`;
const DECADES = String.raw`((?:(?:18|19|20)\d0|[1-9]0)'?s|${Object.keys(decadeWords).join('|')})`;

type Rule = { readonly pattern: RegExp; readonly read: (parts: readonly string[]) => Demand | null };

/** How much off a tempo or length that is named may be. */
const ABOUT_BPM = 6;
const ABOUT_SHARE = 0.12;

const rules: readonly Rule[] = [
  rule(String.raw`(?:between|from)\s+${YEAR}\s+(?:and|to|until)\s+${YEAR}`, ([from, until]) =>
    range('year', Number(from), Number(until)),
  ),
  rule(String.raw`(?:before|prior to|older than)\s+(?:the\s+)?${YEAR}`, ([year]) =>
    range('year', -Infinity, Number(year) - 1),
  ),
  rule(String.raw`(?:after|newer than)\s+(?:the\s+)?${YEAR}`, ([year]) =>
    range('year', Number(year) + 1, Infinity),
  ),
  rule(String.raw`since\s+${YEAR}`, ([year]) => range('year', Number(year), Infinity)),
  rule(String.raw`(?:(?:from|of|in)\s+)(?:the\s+)?(?:year\s+)?${YEAR}(?!'?s)`, ([year]) =>
    range('year', Number(year), Number(year)),
  ),
  rule(String.raw`(?:(?:from|of|in)\s+)?(?:the\s+)?(?:early\s+|late\s+|mid[\s-]+)?${DECADES}`, ([word]) => {
    const start = decadeWords[word!.toLowerCase()] ?? startOfDecade(word!);
    return range('year', start, start + 9);
  }),
  rule(String.raw`(?:between\s+)?(\d{2,3})\s*(?:-|–|to|and)\s*(\d{2,3})\s*bpm`, ([low, high]) =>
    range('tempo', Math.min(Number(low), Number(high)), Math.max(Number(low), Number(high))),
  ),
  rule(String.raw`(?:(${LESS})|(${MORE})|(?:${ABOUT}))?\s*(\d{2,3})\s*(?:bpm|beats per minute)`, (parts) =>
    compare('tempo', parts[0], parts[1], Number(parts[2]), ABOUT_BPM),
  ),
  rule(
    String.raw`(?:(${LESS})|(${MORE})|(?:${ABOUT}))\s+${NUMBER}${MINUTES}`,
    ([less, more, number, unit]) => {
      const ms = durationOf(number!, unit!);
      return ms === null ? null : compare('duration', less, more, ms, ms * ABOUT_SHARE);
    },
  ),
  rule(
    String.raw`(?:without|no|free of)\s+(?:any\s+)?(?:swearing|cursing|swear words|explicit (?:lyrics|words|language|content)|bad language)|non[\s-]explicit|not explicit|family[\s-]friendly|clean (?:lyrics|version|language)`,
    () => ({ kind: 'explicit', is: false }),
  ),
  rule(String.raw`explicit (?:lyrics|words|language|content|songs)`, () => ({ kind: 'explicit', is: true })),
];

/** The conditions of a text that are written in plain words ("from the 90s", "under 3 minutes", "at 160 bpm"), in order, without overlaps. They only count for. */
export function readPhrases(text: string): Condition[] {
  const found: Condition[] = [];
  for (const { pattern, read } of rules) {
    // matchAll copies each pattern, which between queries that are apart costs half a millisecond in all.
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const span = { from: match.index, until: match.index + match[0].length };
      if (found.some(({ from, until }) => span.from < until && from < span.until)) continue;
      const demand = read(match.slice(1));
      if (demand) found.push({ ...span, demand, isNegated: false, isStrict: false });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function rule(source: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})(?![\p{L}\p{N}])`, 'giu'), read };
}

function range(dimension: Dimension, min: number, max: number): Demand {
  return { kind: 'range', dimension, min, max };
}

function compare(
  dimension: Dimension,
  less: string | undefined,
  more: string | undefined,
  value: number,
  margin: number,
): Demand {
  if (less !== undefined) return range(dimension, -Infinity, value);
  if (more !== undefined) return range(dimension, value, Infinity);
  return range(dimension, value - margin, value + margin);
}

function durationOf(number: string, unit: string): number | null {
  const digits = numberWords[number.toLowerCase()] ?? number;
  return readNumber(
    'duration',
    String(digits).includes(':') ? String(digits) : `${digits}${unit.toLowerCase()}`,
  );
}
