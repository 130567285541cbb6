import type { ComparedSide, Comparison } from '../../src-preload/contract.ts';

/** A comparison in lines for people: how it stands or ended, what that means, and what stands in its way. */
export function describeComparison(comparison: Comparison): string {
  const { state, a, b, lists, wins, losses, ties, share, evidence, startedAt, meaning, notices, isDecided } =
    comparison;
  const since = `since ${new Date(startedAt).toISOString().slice(0, 10)}`;
  const ended = state === 'running' ? '' : state === 'done' ? ', ended' : ', stopped before it was decided';
  return [
    `“${a.stage}” beside “${b.stage}”, ${since}${ended}: ${lists} ${lists === 1 ? 'list' : 'lists'} shown`,
    `  questions won: ${wins} and ${losses}, ${ties} even; share ${share.toFixed(2)}, evidence ${evidence.toPrecision(3)}`,
    ...[a, b].map(chosenWords).filter((line) => line !== null),
    meaning,
    ...notices,
    state === 'running' && isDecided ? 'To end it: waves evaluate ab stop.' : null,
  ]
    .filter((line) => line !== null)
    .join('\n');
}

/** Which stages were the normal choice; that another stage gave way is among the notices. */
function chosenWords({ stage, chosenBy }: ComparedSide): string | null {
  if (stage !== 'staged' || chosenBy.length === 0) return null;
  return `  “${stage}” was ${chosenBy.map((one) => `“${one.stage}” in ${one.lists}`).join(', ')}`;
}
