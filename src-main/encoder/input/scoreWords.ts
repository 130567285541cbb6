/** The words that turn or strengthen the words after them, and the valence of each word that has one (−4..4). */
export type ValenceRules = {
  readonly lexicon: ReadonlyMap<string, number>;
  readonly negation: ReadonlySet<string>;
  readonly intensifier: ReadonlySet<string>;
  readonly dampener: ReadonlySet<string>;
};

/** VADER's constants, found by its authors from people's ratings. */
const NEGATED = -0.74;
const BOOST = 0.293;
const CAPITALS = 0.733;
/** How many words before a word can change it. */
const REACH = 3;

/**
 * Valence of each word, 0 where it has none: turned by a negation and raised or
 * lowered by intensifiers and dampeners up to three words before it, raised
 * when it alone is in capitals. After Hutto and Gilbert 2014 (VADER, MIT).
 */
export function scoreWords(
  words: readonly string[],
  isCapital: readonly boolean[],
  { lexicon, negation, intensifier, dampener }: ValenceRules,
): number[] {
  const isShouting = words.length > 0 && isCapital.every(Boolean);
  return words.map((word, at) => {
    const value = lexicon.get(word) ?? 0;
    if (value === 0 || intensifier.has(word)) return 0;
    const sign = value > 0 ? 1 : -1;
    const before = words.slice(Math.max(0, at - REACH), at);
    const count = (members: ReadonlySet<string>) => before.filter((one) => members.has(one)).length;
    let score = value;
    if (isCapital[at] && !isShouting) score += sign * CAPITALS;
    score += sign * BOOST * count(intensifier);
    score -= sign * BOOST * count(dampener);
    return count(negation) > 0 ? score * NEGATED : score;
  });
}
