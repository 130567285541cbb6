import type { Database } from 'better-sqlite3';

import type { ComparedSide, Comparison, Configuration, Stage } from '../../src-preload/contract.ts';
import type { Team } from '../recommend/compare/interleave.ts';
import { type JudgedQuestion, standingOf, tallyQuestions } from '../recommend/compare/tallyQuestions.ts';
import type { StoredComparison } from '../storage/person/comparisons.ts';
import { type MixedShown, readMixedLists, readMixedVerdicts } from '../storage/person/mixedLists.ts';
import { meaningOf, noticesOf } from './comparisonWords.ts';

const DAY_MS = 86_400_000;

/** A comparison with each question that something was said of. */
export type DescribedComparison = {
  readonly comparison: Comparison;
  readonly questions: readonly JudgedQuestion[];
};

/** How a comparison stands, or ends at a time, by the lists that were shown and the log: counted anew each time, so that nothing drifts. */
export function describeComparison(
  db: Database,
  { id, a, b, seed, startedAt }: StoredComparison,
  endedAt: number | null = null,
): DescribedComparison {
  const lists = readMixedLists(db, id);
  const questionOf = new Map(
    lists.filter(({ isSame }) => !isSame).map((list) => [list.listId, nameOf(list)]),
  );
  const questions = tallyQuestions(
    readMixedVerdicts(db, id).flatMap(({ listId, ...verdict }) => {
      const question = questionOf.get(listId);
      return question === undefined ? [] : [{ ...verdict, question }];
    }),
  );
  const newest = lists.at(-1);
  const standing = standingOf(questions, newest ? nameOf(newest) : null);
  const counted = {
    experimentId: id,
    state: stateOf(endedAt, standing.isDecided),
    a: sideOf(a, 'a', lists),
    b: sideOf(b, 'b', lists),
    seed,
    lists: lists.length,
    sameLists: lists.length - questionOf.size,
    ...standing,
    startedAt,
    endedAt,
  };
  return {
    comparison: { ...counted, meaning: meaningOf(counted), notices: noticesOf(counted) },
    questions,
  };
}

function stateOf(endedAt: number | null, isDecided: boolean): Comparison['state'] {
  if (endedAt === null) return 'running';
  return isDecided ? 'done' : 'stopped';
}

/** A mood on a day: its lists are drawn alike. */
function nameOf({ target, intent, at }: MixedShown): string {
  return [Math.floor(at / DAY_MS), target.valence, target.arousal, intent].join(' ');
}

function sideOf({ stage }: Configuration, team: Team, lists: readonly MixedShown[]): ComparedSide {
  const counts = new Map<Stage, number>();
  for (const { chosenBy } of lists) counts.set(chosenBy[team], (counts.get(chosenBy[team]) ?? 0) + 1);
  return { stage, chosenBy: [...counts].map(([chosen, times]) => ({ stage: chosen, lists: times })) };
}
