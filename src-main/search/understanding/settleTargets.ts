import type { Certainty, SoundTarget } from './soundTarget.ts';

/** The surer ones first. */
const ORDER: Readonly<Record<Certainty, number>> = {
  condition: 0,
  word: 1,
  occasion: 2,
  meaning: 3,
  mood: 4,
};

/**
 * The targets that are left when surer ones win: where something was said of a
 * feature, what is only guessed of it (by an occasion, by meaning) does not
 * count; two of one kind both do. Of equal targets one is left.
 */
export function settleTargets(targets: readonly SoundTarget[]): SoundTarget[] {
  const settled: SoundTarget[] = [];
  for (const target of targets.toSorted((a, b) => ORDER[a.certainty] - ORDER[b.certainty])) {
    const others = settled.filter(({ dimension }) => dimension === target.dimension);
    const isGuess = ORDER[target.certainty] > ORDER.word;
    if (isGuess && others.some(({ certainty }) => ORDER[certainty] < ORDER[target.certainty])) continue;
    if (others.some(({ bounds }) => bounds.min === target.bounds.min && bounds.max === target.bounds.max))
      continue;
    settled.push(target);
  }
  return settled;
}
