import type { Comparison } from '../../src-preload/contract.ts';
import { ENOUGH_EVIDENCE } from '../learning/preferenceTest.ts';

type Counted = Omit<Comparison, 'meaning' | 'notices'>;

/** What a comparison means, for people. */
export function meaningOf(counted: Counted): string {
  const { state, a, b, lists, wins, losses, share, evidence, isDecided } = counted;
  const isRunning = state === 'running';
  const undecided = isRunning ? 'Too early to say' : 'Undecided';
  if (lists === 0) return isRunning ? 'No list was shown yet: ask for songs as ever.' : 'No list was shown.';
  const said = wins + losses;
  if (said === 0) return `${undecided}: nothing was said that speaks for one of the two.`;
  const [better, worse] = wins > losses ? [a, b] : [b, a];
  if (isDecided) {
    const percent = Math.round(100 * Math.max(share, 1 - share));
    return `Decided: “${better.stage}” does better for you than “${worse.stage}”, in ${percent} % of ${said} questions. Nothing has been switched${isRunning ? '; the comparison may be stopped' : ''}.`;
  }
  if (isRunning && evidence >= ENOUGH_EVIDENCE) {
    return `Almost decided for “${better.stage}”: what you say of these last songs counts once you ask for others.`;
  }
  return `${undecided}: of ${said} ${said === 1 ? 'question' : 'questions'}, “${a.stage}” won ${wins} and “${b.stage}” ${losses}. That is evidence of ${evidence.toFixed(1)}; it takes ${ENOUGH_EVIDENCE}.`;
}

/** What the person should know of a comparison beyond its counts. */
export function noticesOf({ a, b, lists, sameLists }: Counted): string[] {
  const notices = [a, b].flatMap(({ stage, chosenBy }) =>
    stage === 'staged'
      ? []
      : chosenBy
          .filter((one) => one.stage !== stage)
          .map(
            (one) =>
              `“${stage}” has too little to go by and gave way to “${one.stage}” in ${one.lists} of ${lists} lists.`,
          ),
  );
  if (sameLists > 0) {
    notices.push(`Both sides chose the same songs in ${sameLists} of ${lists} lists; these tell nothing.`);
  }
  return notices;
}
