import { preferenceTest, type PreferenceVerdict } from '../../learning/preferenceTest.ts';
import { TASTES } from '../taste/tastes.ts';
import type { Team } from './interleave.ts';

/** What was said of a song of a mixed list, in answer to which question. */
export type TeamVerdict = {
  /** Lists for the same mood on the same day answer one question: they were drawn alike. */
  readonly question: string;
  readonly team: Team;
  readonly verdict: 'like' | 'dislike' | 'skip';
};

/** What was said of a team's songs in answer to one question. */
export type TeamCounts = { readonly likes: number; readonly dislikes: number; readonly skips: number };

/** One question, and the team that was liked better in it; null where neither was. */
export type JudgedQuestion = Readonly<Record<Team, TeamCounts>> & {
  readonly question: string;
  readonly winner: Team | null;
};

const NOTHING: TeamCounts = { likes: 0, dislikes: 0, skips: 0 };
const COUNTED = { like: 'likes', dislike: 'dislikes', skip: 'skips' } as const;

/**
 * Which team each question went to: the one with more likes less dislikes, a
 * skip counting as little against a song as it does in tastes. Questions come
 * in the order of their first verdict. A question counts once however much is
 * said, since a fair draw per question is what makes wins and losses coin flips
 * while neither side is better.
 */
export function tallyQuestions(verdicts: readonly TeamVerdict[]): JudgedQuestion[] {
  const questions = new Map<string, Record<Team, TeamCounts>>();
  for (const { question, team, verdict } of verdicts) {
    const counts = questions.get(question) ?? { a: NOTHING, b: NOTHING };
    const counted = COUNTED[verdict];
    counts[team] = { ...counts[team], [counted]: counts[team][counted] + 1 };
    questions.set(question, counts);
  }
  return [...questions].map(([question, counts]) => {
    const ahead = netLikes(counts.a) - netLikes(counts.b);
    return { question, ...counts, winner: ahead > 0 ? 'a' : ahead < 0 ? 'b' : null };
  });
}

/** Questions that went to `a`, to `b` and to neither, and what they say so far. */
export type Standing = PreferenceVerdict & {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
};

/**
 * How a comparison stands. While a question is `open`, each further verdict may
 * turn it, and who looks at every turn looks more often than the test allows
 * for; so it decides nothing until the next one is asked.
 */
export function standingOf(questions: readonly JudgedQuestion[], open: string | null): Standing {
  const settled = verdictOn(questions.filter(({ question }) => question !== open));
  const all = verdictOn(questions);
  return { ...all, isDecided: all.isDecided && settled.isDecided };
}

function verdictOn(questions: readonly JudgedQuestion[]): Standing {
  const wonBy = (team: Team | null) => questions.filter(({ winner }) => winner === team).length;
  const wins = wonBy('a');
  const losses = wonBy('b');
  return { wins, losses, ties: wonBy(null), ...preferenceTest(wins, losses) };
}

function netLikes({ likes, dislikes, skips }: TeamCounts): number {
  return likes - dislikes - TASTES.skipWeight * skips;
}
