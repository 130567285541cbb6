import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';

import { preferenceTest } from '../../../src-main/learning/preferenceTest.ts';
import { teamDraft } from '../../../src-main/recommend/compare/interleave.ts';
import { createRandom } from '../../../src-main/recommend/random.ts';

const list = fc.uniqueArray(fc.nat(30), { maxLength: 20 });
const same = (item: number) => [item];

describe('two lists mixed by team draft', () => {
  propertyTest.prop([list, list, fc.nat(25), fc.nat()])(
    'hold nothing twice, keep each list’s order and give both teams as many picks',
    (a, b, limit, seed) => {
      const { items, teams } = teamDraft(a, b, limit, same, createRandom(seed));
      expect(new Set(items).size).toBe(items.length);
      expect(items.length).toBe(Math.min(limit, new Set([...a, ...b]).size));
      for (const [team, own] of [
        ['a', a],
        ['b', b],
      ] as const) {
        const picked = items.filter((_, at) => teams[at] === team).map((item) => own.indexOf(item));
        expect(picked.every((place, at) => place >= 0 && (at === 0 || place > picked[at - 1]!))).toBe(true);
      }
      const left = [a, b].every((own) => own.some((item) => !items.includes(item)));
      const picks = teams.filter((team) => team === 'a').length;
      if (left) expect(Math.abs(picks - (teams.length - picks))).toBeLessThanOrEqual(1);
    },
  );

  test('let each team come first about as often', () => {
    const random = createRandom(5);
    const firsts = Array.from({ length: 1000 }, () => teamDraft([1, 2], [3, 4], 4, same, random).teams[0]);
    expect(Math.abs(firsts.filter((team) => team === 'a').length - 500)).toBeLessThan(60);
  });
});

describe('the test of a preference', () => {
  test('is even where nothing was said, and symmetric', () => {
    expect(preferenceTest(0, 0)).toEqual({ evidence: expect.closeTo(1, 9), isDecided: false, share: 0.5 });
    expect(preferenceTest(9, 2).evidence).toBeCloseTo(preferenceTest(2, 9).evidence, 9);
    // By hand: B(1.5, .5) / B(.5, .5) · 2 = 1.
    expect(preferenceTest(1, 0).evidence).toBeCloseTo(1, 9);
    expect(preferenceTest(2, 0).evidence).toBeCloseTo((3 / 8) * 4, 9);
  });

  test('decides soon where one wins three of four', () => {
    const random = createRandom(1);
    let [wins, losses] = [0, 0];
    while (!preferenceTest(wins, losses).isDecided && wins + losses < 500) {
      if (random() < 0.75) wins++;
      else losses++;
    }
    expect(wins + losses).toBeLessThan(120);
    expect(wins).toBeGreaterThan(losses);
  });

  test('cries wolf in at most one of twenty, though it is looked at after every verdict', () => {
    const random = createRandom(2);
    const alarms = Array.from({ length: 400 }, () => {
      let wins = 0;
      for (let said = 1; said <= 300; said++) {
        if (random() < 0.5) wins++;
        if (preferenceTest(wins, said - wins).isDecided) return true;
      }
      return false;
    });
    expect(alarms.filter(Boolean).length / 400).toBeLessThan(0.06);
  });
});
