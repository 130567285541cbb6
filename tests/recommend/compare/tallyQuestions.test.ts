import { describe, expect, test } from 'vitest';

import { type Team, teamDraft } from '../../../src-main/recommend/compare/interleave.ts';
import { drawOf } from '../../../src-main/recommend/compare/mixLists.ts';
import {
  type JudgedQuestion,
  standingOf,
  tallyQuestions,
  type TeamVerdict,
} from '../../../src-main/recommend/compare/tallyQuestions.ts';
import { createRandom } from '../../../src-main/recommend/random.ts';

const said = (question: string, team: Team, verdict: TeamVerdict['verdict']): TeamVerdict => ({
  question,
  team,
  verdict,
});
const winners = (verdicts: TeamVerdict[]) => tallyQuestions(verdicts).map(({ winner }) => winner);

describe('a question', () => {
  test('goes to the side with more likes less dislikes, and counts once however much was said', () => {
    expect(winners([said('1', 'a', 'like')])).toEqual(['a']);
    expect(winners([said('1', 'a', 'dislike')])).toEqual(['b']);
    expect(winners([said('1', 'a', 'like'), said('1', 'b', 'like'), said('1', 'b', 'like')])).toEqual(['b']);
    expect(winners([said('1', 'a', 'like'), said('1', 'b', 'like')])).toEqual([null]);
    expect(winners([said('1', 'b', 'like'), said('2', 'a', 'like'), said('1', 'b', 'like')])).toEqual([
      'b',
      'a',
    ]);
    expect(winners([])).toEqual([]);
  });

  test('a skip speaks against a song, less than a dislike does', () => {
    expect(winners([said('1', 'a', 'skip')])).toEqual(['b']);
    expect(winners([said('1', 'a', 'skip'), said('1', 'b', 'dislike')])).toEqual(['a']);
    expect(winners([said('1', 'a', 'like'), said('1', 'a', 'skip')])).toEqual(['a']);
  });
});

/**
 * Somebody who answers so many questions: both sides have ten songs of their
 * own, some of them the same, of which the upper are judged more often. Says
 * where the comparison stood whenever somebody could have looked.
 */
function* answers(seed: number, questions: number, likes: Readonly<Record<Team, number>>) {
  const random = createRandom(drawOf([seed, 7]));
  const settled: JudgedQuestion[] = [];
  for (let question = 0; question < questions; question++) {
    const list = (from: number) => Array.from({ length: 10 }, () => from + Math.floor(random() * 30));
    const a = [...new Set(list(0))];
    const b = [...new Set(list(20))];
    const { teams } = teamDraft(a, b, 10, (song) => [song], createRandom(drawOf([seed, question])));
    const verdicts: TeamVerdict[] = [];
    let open: JudgedQuestion[] = [];
    for (const [place, team] of teams.entries()) {
      if (random() > 0.9 - 0.07 * place) continue;
      const isLiked = random() < likes[team];
      verdicts.push(said(String(question), team, isLiked ? 'like' : random() < 0.5 ? 'dislike' : 'skip'));
      open = tallyQuestions(verdicts);
      yield standingOf([...settled, ...open], String(question));
    }
    settled.push(...open);
  }
}

describe('a comparison', () => {
  test('counts the question that is still open, and is not decided by it', () => {
    const questions = tallyQuestions(Array.from({ length: 7 }, (_, at) => said(String(at), 'a', 'like')));
    expect(standingOf(questions, null)).toMatchObject({ wins: 7, losses: 0, ties: 0, isDecided: true });
    expect(standingOf(questions, '6')).toMatchObject({ wins: 7, isDecided: false });
    expect(standingOf(questions.slice(0, 6), null).isDecided).toBe(false);
    const more = [...questions, ...tallyQuestions([said('next', 'b', 'like')])];
    expect(standingOf(more, 'next')).toMatchObject({ wins: 7, losses: 1, isDecided: false });
  });

  test('of two that are equally good cries wolf in at most one of twenty, though it is looked at after every verdict', () => {
    let alarms = 0;
    let share = 0;
    for (let seed = 0; seed < 300; seed++) {
      let isDecided = false;
      for (const standing of answers(seed, 100, { a: 0.5, b: 0.5 })) {
        isDecided ||= standing.isDecided;
        share += (standing.share - 0.5) / 300_000;
      }
      if (isDecided) alarms++;
    }
    expect(alarms / 300).toBeLessThanOrEqual(0.05);
    expect(Math.abs(share)).toBeLessThan(0.02);
  });

  test('of a planted better one is decided for it, sooner the better it is', () => {
    const until = (likes: Readonly<Record<Team, number>>, seed: number) => {
      let looks = 0;
      for (const standing of answers(seed, 400, likes)) {
        looks++;
        if (standing.isDecided) return { looks, isRight: standing.share > 0.5 === likes.a > likes.b };
      }
      return { looks: Infinity, isRight: false };
    };
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    const clear = seeds.map((seed) => until({ a: 0.7, b: 0.3 }, seed));
    const slight = seeds.map((seed) => until({ a: 0.45, b: 0.6 }, seed));
    expect(clear.filter(({ isRight }) => isRight)).toHaveLength(40);
    expect(slight.filter(({ isRight }) => isRight).length).toBeGreaterThanOrEqual(38);
    const mean = (all: typeof clear) => all.reduce((sum, { looks }) => sum + looks, 0) / all.length;
    expect(mean(clear)).toBeLessThan(mean(slight));
  });
});
