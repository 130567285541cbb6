import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { fc, test as property } from '@fast-check/vitest';

import { FEATURES } from '../../src-main/recommend/catalogueView.ts';
import { trackMood } from '../../src-main/recommend/trackMood.ts';
import map from '../../resources/track-mood.json' with { type: 'json' };

type Case = { features: (number | null)[]; valence: number; arousal: number };
const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'trackMoodCases.json'), 'utf8')) as Case[];

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const row = fc.tuple(
  unit,
  unit,
  unit,
  fc.double({ min: 40, max: 220, noNaN: true }),
  fc.double({ min: -40, max: 2, noNaN: true }),
  unit,
  unit,
  unit,
  unit,
);

test('the map is about the features of the catalogue, in their order', () => {
  expect(map.features).toEqual([...FEATURES]);
});

describe('what the training side computed is computed here', () => {
  test('there are twenty rows to agree on', () => expect(cases).toHaveLength(20));

  test.each(cases.map((expected, i) => [i, expected] as const))('row %i', (_, expected) => {
    const mood = trackMood(map, expected.features);
    expect(mood.valence).toBeCloseTo(expected.valence, 9);
    expect(mood.arousal).toBeCloseTo(expected.arousal, 9);
    expect(mood.imputed).toBe(expected.features.filter((value) => value === null).length);
  });
});

property.prop([row])('a mood lies in the plane', (features) => {
  const { valence, arousal, imputed } = trackMood(map, features);
  for (const value of [valence, arousal]) {
    expect(value).toBeGreaterThanOrEqual(-1);
    expect(value).toBeLessThanOrEqual(1);
  }
  expect(imputed).toBe(0);
});

property.prop([row, unit])(
  'more energy never lowers arousal and more valence never lowers valence',
  (features, value) => {
    for (const [feature, axis] of [
      ['energy', 'arousal'],
      ['valence', 'valence'],
    ] as const) {
      const at = FEATURES.indexOf(feature);
      const higher = features.with(at, Math.max(features[at]!, value));
      expect(trackMood(map, higher)[axis]).toBeGreaterThanOrEqual(trackMood(map, features)[axis]);
    }
  },
);

property.prop([row, fc.integer({ min: 0, max: 8 })])(
  'an unknown feature counts as the average and is counted',
  (features, at) => {
    const average = trackMood(map, features.with(at, map.mean[at]!));
    for (const gap of [NaN, null]) {
      const row: (number | null)[] = [...features];
      row[at] = gap;
      const mood = trackMood(map, row);
      expect(mood.valence).toBeCloseTo(average.valence, 12);
      expect(mood.arousal).toBeCloseTo(average.arousal, 12);
      expect(mood.imputed).toBe(1);
    }
  },
);

test('a tempo of 0 is an unknown tempo', () => {
  const features = map.mean.with(FEATURES.indexOf('tempo'), 0);
  expect(trackMood(map, features).imputed).toBe(1);
});

test('where nothing is known, neither is the mood', () => {
  expect(trackMood(map, new Float32Array(9).fill(NaN))).toEqual({ valence: NaN, arousal: NaN, imputed: 9 });
});

test('a row is read from its place in the matrix', () => {
  const [first, second] = [cases[0]!.features, cases[1]!.features] as [number[], number[]];
  expect(trackMood(map, [...first, ...second], 9)).toEqual(trackMood(map, second));
});
