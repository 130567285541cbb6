import type { Condition, Demand } from './condition.ts';
import { type Field, fieldOf } from './fields.ts';
import { type Operator, readDemand } from './readValue.ts';

const operators: Readonly<Record<string, Operator>> = {
  ':': ':',
  '=': '=',
  '==': '=',
  '!=': '!=',
  '>': '>',
  '>=': '>=',
  '≥': '>=',
  '<': '<',
  '<=': '<=',
  '≤': '<=',
};

/** A word at the start of a word, an operator, and a quoted or bare value; what is asked may be turned round before. */
const chip =
  /(?<![\p{L}\p{N}_])(?:(not\s+|without\s+|no\s+|[-!])\s*)?(\p{L}+)(?::\s*([<>]=?|[≤≥])|\s*(==|!=|>=|<=|[=<>≥≤])|(:))\s*("[^"]*"|“[^”]*”|[^\s"]+)/giu;
const yes = new Set(['yes', 'true', '1', 'only']);
const no = new Set(['no', 'false', '0', 'never', 'none']);

/** The conditions of a text that are written as chips (`bpm>150`, `-genre:metal`, `artist:"The Who"`), in order. What only looks like one is no condition. */
export function readChips(text: string): Condition[] {
  return [...text.matchAll(chip)].flatMap((match) => {
    const [whole, turned, name, afterColon, compared, colon, value] = match;
    const field = fieldOf(name!);
    const operator = operators[afterColon ?? compared ?? colon!]!;
    if (!field) return [];
    const quoted = /^["“]/.test(value!);
    const bare = quoted ? value!.slice(1, -1) : value!.replace(/[,;]+$/, '');
    const demand = demandOf(field, operator, bare, quoted);
    if (!demand) return [];
    const until = match.index + whole.length - (quoted ? 0 : value!.length - bare.length);
    const isNegated = (turned !== undefined) !== (operator === '!=');
    return [{ from: match.index, until, demand, isNegated, isStrict: true }];
  });
}

function demandOf(field: Field, operator: Operator, value: string, isQuoted: boolean): Demand | null {
  switch (field.kind) {
    case 'dimension':
      return readDemand(field.dimension, operator, value);
    case 'explicit': {
      const word = value.toLowerCase();
      return yes.has(word) || no.has(word) ? { kind: 'explicit', is: yes.has(word) } : null;
    }
    default: {
      if (!/^(?:!?=|:)$/.test(operator)) return null;
      const names = (isQuoted ? [value] : value.split(','))
        .map((name) => name.trim())
        .filter((name) => name !== '');
      if (names.length === 0) return null;
      return field.kind === 'genre' ? { kind: 'genre', names } : { kind: 'name', field: field.field, names };
    }
  }
}
