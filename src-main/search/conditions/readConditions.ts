import type { Condition } from './condition.ts';
import { readChips } from './readChips.ts';
import { readPhrases } from './readPhrases.ts';

/** A text taken apart: its conditions, and what is left for names, sound and meaning. */
export type ReadText = {
  /** In the order of the text, without overlaps. */
  readonly conditions: readonly Condition[];
  /** As long as the text, so that places stay what they were; conditions are blanked out. */
  readonly rest: string;
};

/** Reads the conditions that stand in a text, as chips (strict) or in words (they count for). */
export function readConditions(text: string): ReadText {
  const chips = readChips(text);
  const afterChips = blank(text, chips);
  const phrases = readPhrases(afterChips);
  return {
    conditions: [...chips, ...phrases].sort((a, b) => a.from - b.from),
    rest: blank(afterChips, phrases),
  };
}

function blank(text: string, spans: readonly Condition[]): string {
  let result = '';
  let at = 0;
  for (const { from, until } of spans) {
    result += text.slice(at, from) + ' '.repeat(until - from);
    at = until;
  }
  return result + text.slice(at);
}
