import { fold } from './folding.ts';
import rules from './textRules.json' with { type: 'json' };

const TOKEN = /[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*|!|\?|\.\.+|[.,;:()"\n]/g;
const WORD_START = /^[A-Za-z0-9]/;
const CAPITALS = /^[A-Z]{2,}$/;
const DIGITS = /^[0-9]+$/;
const ELONGATED = /([a-z])\1\1+/g;
const negators = new Set(rules.negators);
const scopeEnds = new Set(rules.scopeEnds);

/**
 * Lower-case words, marks (`!`, `?`, `...`, `<capitals>`, `<long>`, `<number>`)
 * and null where a clause ends, in the text's order. Words within reach of a
 * negator in their clause start with `~`. The same to the bit as `tokens` in
 * models/training/ridge/text.py.
 */
export function tokens(text: string): (string | null)[] {
  const found: (string | null)[] = [];
  let reach = 0;
  for (const [token] of fold(text).matchAll(TOKEN)) {
    if (!WORD_START.test(token)) {
      if (token === '!' || token === '?') found.push(token);
      else if (token.startsWith('..')) found.push('...');
      found.push(null);
      reach = 0;
      continue;
    }
    if (CAPITALS.test(token)) found.push('<capitals>');
    const spoken = DIGITS.test(token) ? '<number>' : token.toLowerCase();
    const word = spoken.replace(ELONGATED, '$1$1');
    if (word !== spoken) found.push('<long>');
    if (negators.has(word) || word.endsWith("n't")) {
      found.push(word);
      reach = rules.negationReach;
    } else if (scopeEnds.has(word)) {
      found.push(word);
      reach = 0;
    } else if (reach > 0) {
      found.push(`~${word}`);
      reach -= 1;
    } else {
      found.push(word);
    }
  }
  return found;
}
