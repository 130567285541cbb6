import rules from './textRules.json' with { type: 'json' };

const marks = new Set(['!', '?', '...']);

/**
 * How often each feature occurs among a text's tokens: words and marks
 * themselves, neighbouring pairs inside a clause as `a b`, and the spellings
 * inside words that are not negated as `#<ha`. The same to the bit as
 * `features` in models/training/ridge/text.py.
 */
export function countFeatures(tokens: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (feature: string, times: number) => counts.set(feature, (counts.get(feature) ?? 0) + times);
  let before: string | null = null;
  for (const token of tokens) {
    if (token === null) {
      before = null;
      continue;
    }
    count(token, 1);
    if (isMark(token)) continue;
    if (before !== null) count(`${before} ${token}`, 1);
    before = token;
  }
  for (const [word, times] of wordsToSpell(counts)) {
    const spelled = `<${word}>`;
    for (const length of rules.characterLengths) {
      for (let start = 0; start + length <= spelled.length; start += 1) {
        count(`#${spelled.slice(start, start + length)}`, times);
      }
    }
  }
  return counts;
}

/** The single words counted so far that are not negated and not too long; each is spelled once for all its times. */
function wordsToSpell(counts: ReadonlyMap<string, number>): [word: string, times: number][] {
  return [...counts].filter(
    ([feature]) =>
      !isMark(feature) &&
      !feature.startsWith('~') &&
      !feature.includes(' ') &&
      feature.length <= rules.longestSpelledWord,
  );
}

function isMark(token: string): boolean {
  return token.startsWith('<') || marks.has(token);
}
