import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';

import { allot } from '../../../src-main/recommend/taste/allot.ts';
import { chooseStage, PROMOTION } from '../../../src-main/recommend/taste/chooseStage.ts';
import { TASTES, tastesOf, type TasteVerdict } from '../../../src-main/recommend/taste/tastes.ts';
import { likeness, TASTE_SIZE, tasteSpaceOf } from '../../../src-main/recommend/taste/tasteSpace.ts';
import { syntheticView } from '../syntheticView.ts';

const view = syntheticView({ size: 400, clusters: 5 });
const rowsOf = (cluster: number) => [...view.ids.keys()].filter((row) => view.cluster[row] === cluster);
const verdict = (row: number, kind: TasteVerdict['verdict'] = 'like', at = 0): TasteVerdict => ({
  row,
  verdict: kind,
  at,
});

const anyVerdicts = fc.uniqueArray(
  fc.record({
    row: fc.nat(view.size - 1),
    verdict: fc.constantFrom('like' as const, 'dislike' as const, 'skip' as const),
    at: fc.nat(1e9),
  }),
  { selector: ({ row }) => row, maxLength: 80 },
);

describe('tastes', () => {
  propertyTest.prop([anyVerdicts])('depend on the verdicts and not on their order', (verdicts) => {
    const found = tastesOf(view, verdicts, 1e9);
    const turned = tastesOf(view, [...verdicts].reverse(), 1e9);
    expect(turned.all.map(({ key, likes, dislikes, skips }) => ({ key, likes, dislikes, skips }))).toEqual(
      found.all.map(({ key, likes, dislikes, skips }) => ({ key, likes, dislikes, skips })),
    );
    found.all.forEach(({ centroid, confidence }, at) => {
      expect(turned.all[at]!.confidence).toBeCloseTo(confidence, 9);
      centroid?.forEach((value, axis) => expect(turned.all[at]!.centroid![axis]).toBeCloseTo(value, 4));
    });
  });

  propertyTest.prop([anyVerdicts])('never mix clusters, and lose no verdict', (verdicts) => {
    const { all } = tastesOf(view, verdicts, 1e9);
    for (const taste of all) {
      expect(taste.verdicts.every(({ row }) => view.cluster[row] === taste.cluster)).toBe(true);
    }
    expect(all.flatMap((taste) => taste.verdicts)).toHaveLength(verdicts.length);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });

  test('lean towards what was liked and away from what was disliked', () => {
    const [a, b, c] = rowsOf(1);
    const space = tasteSpaceOf(view);
    const plain = tastesOf(view, [verdict(a!), verdict(b!)], 0).all[0]!;
    const pushed = tastesOf(view, [verdict(a!), verdict(b!), verdict(c!, 'dislike')], 0).all[0]!;
    expect(likeness(space, c!, pushed.centroid!)).toBeLessThan(likeness(space, c!, plain.centroid!));
    expect(likeness(space, a!, plain.centroid!)).toBeGreaterThan(0);
    expect(pushed.confidence).toBeCloseTo((plain.confidence * 3) / 4, 9);
    expect(pushed.disliked).not.toBeNull();
  });

  test('lose less confidence by a skip than by a dislike', () => {
    const [a, b, c] = rowsOf(2);
    const confidence = (kind: TasteVerdict['verdict']) =>
      tastesOf(view, [verdict(a!), verdict(b!), verdict(c!, kind)], 0).confidence;
    expect(confidence('dislike')).toBeLessThan(confidence('skip'));
    expect(confidence('skip')).toBeLessThan(tastesOf(view, [verdict(a!), verdict(b!)], 0).confidence);
  });

  test('fade with time', () => {
    const [a, b] = rowsOf(0);
    const later = tastesOf(view, [verdict(a!), verdict(b!)], TASTES.halfLifeMs);
    expect(later.confidence).toBeCloseTo(Math.log1p(1), 9);
    expect(tastesOf(view, [verdict(a!), verdict(b!)], 0).confidence).toBeCloseTo(Math.log1p(2), 9);
  });

  test('of one cluster split where its likes are clearly of two kinds, and stay one where they are not', () => {
    const two = syntheticView({ size: 300, clusters: 1 });
    two.cluster.fill(0);
    for (let row = 0; row < two.size; row++) {
      const isLoud = row % 2 === 0;
      for (let f = 0; f < 9; f++)
        two.features[row * 9 + f] = (isLoud === f < 5 ? 0.9 : 0.1) + ((row * 7 + f) % 10) / 100;
    }
    const likes = [...Array(20).keys()].map((row) => verdict(row));
    const halves = tastesOf(two, likes, 0).all;
    expect(halves.map(({ key }) => key).sort()).toEqual(['0a', '0b']);
    for (const { verdicts } of halves) expect(new Set(verdicts.map(({ row }) => row % 2)).size).toBe(1);

    const one = tastesOf(
      two,
      [...Array(20).keys()].map((row) => verdict(row * 2)),
      0,
    ).all;
    expect(one.map(({ key }) => key)).toEqual(['0']);
  });

  test('pass over songs that the catalogue does not have', () => {
    expect(tastesOf(view, [verdict(-1), verdict(9999), verdict(NaN)], 0)).toEqual({ all: [], confidence: 0 });
  });
});

describe('the taste space', () => {
  test('has vectors of length 1, and of length 0 where nothing is known', () => {
    const unknown = syntheticView({ size: 20 });
    unknown.features.fill(NaN, 0, 9);
    for (const column of [unknown.valence, unknown.arousal, unknown.popularity, unknown.year])
      column[0] = NaN;
    const { vectors } = tasteSpaceOf(unknown);
    for (let row = 0; row < 20; row++) {
      const own = vectors.subarray(row * TASTE_SIZE, (row + 1) * TASTE_SIZE);
      expect(own.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(row === 0 ? 0 : 1, 4);
    }
  });
});

describe('places are shared out', () => {
  propertyTest.prop([
    fc.array(fc.nat(10_000), { minLength: 1, maxLength: 12 }),
    fc.nat(200),
    fc.double({ min: 0.2, max: 1, noNaN: true }),
  ])('to the last one, none above its cap by more than rounding', (weights, places, cap) => {
    const shares = allot(weights, places, cap);
    expect(shares.reduce((sum, own) => sum + own, 0)).toBe(places);
    expect(shares.every((own) => own >= 0 && Number.isInteger(own))).toBe(true);
    const others = weights.filter((weight) => weight > 0).length;
    if (others * cap >= 1)
      for (const own of shares) expect(own).toBeLessThanOrEqual(Math.ceil(cap * places) + 1);
  });

  test('exactly 80 to 20', () => {
    expect(allot([0.8, 0.2], 10)).toEqual([8, 2]);
    expect(allot([0.8, 0.2], 50)).toEqual([40, 10]);
    expect(allot([0.8, 0.2], 4)).toEqual([3, 1]);
  });
});

describe('the stage', () => {
  test('is earned step by step, by confidence and by songs seen', () => {
    const at = (confidence: number, seen: number) => chooseStage({ all: [], confidence }, seen);
    expect(at(0, 0)).toBe('cold-start');
    for (const { stage, confidence, seen } of PROMOTION) {
      expect(at(confidence, seen)).toBe(stage);
      expect(at(confidence - 0.01, 1e6)).not.toBe(stage);
      if (seen > 0) expect(at(1e6, seen - 1)).not.toBe(stage);
    }
  });
});
