import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';

import type { CatalogueView } from '../../src-main/recommend/catalogueView.ts';
import { createForecaster } from '../../src-main/simulate/forecaster.ts';
import { createListener, PRESETS } from '../../src-main/simulate/listener.ts';
import { exposureOf } from '../../src-main/simulate/measures/exposure.ts';
import { ndcgOf } from '../../src-main/simulate/measures/gains.ts';
import { measureNames } from '../../src-main/simulate/measures/listenerMeasures.ts';
import { measureSession } from '../../src-main/simulate/measures/measureSession.ts';
import { reportOf } from '../../src-main/simulate/measures/report.ts';
import { createOracle, RELEVANT } from '../../src-main/simulate/oracle.ts';
import { runUnit, type SimulationPlan, unitsOf } from '../../src-main/simulate/runUnit.ts';
import { runSession } from '../../src-main/simulate/session.ts';
import { syntheticView } from '../recommend/syntheticView.ts';

const catalogue: CatalogueView = syntheticView({ size: 6000, clusters: 8, artists: 3000 });

const plan: SimulationPlan = {
  users: 4,
  rounds: 20,
  listLength: 10,
  seed: 7,
  preset: 'varied',
  algorithms: ['staged', 'random'],
  revision: 0,
};
const report = reportOf(
  unitsOf(plan).map((unit) => runUnit(catalogue, plan, unit)),
  1,
);
const [staged, random] = report.algorithms;

describe('the oracle', () => {
  test.each(['varied', 's2'] as const)('knows the best list there is for a %s listener', (preset) => {
    const listener = createListener(catalogue, PRESETS[preset], 4);
    const mood = listener.moodAt(3);
    const exclude = new Set([...catalogue.ids].filter((id) => id % 2 === 0));
    const { best, relevant } = createOracle(catalogue, listener)(3, mood, exclude, 10);

    const excluded = new Set([...exclude].map((id) => catalogue.song[catalogue.ids.indexOf(id)]!));
    const rows = [...catalogue.ids.keys()].filter(
      (row) => catalogue.isBackground[row] === 0 && !excluded.has(catalogue.song[row]!),
    );
    const chances = new Map(rows.map((row) => [row, listener.chance(row, 3, mood)]));
    const artists = new Set<number>();
    const expected = rows
      .sort((a, b) => chances.get(b)! - chances.get(a)!)
      .filter((row) => !artists.has(catalogue.artist[row]!) && artists.add(catalogue.artist[row]!))
      .slice(0, 10)
      .map((row) => chances.get(row)!);
    expect(best).toEqual(expected);
    const wanted = rows.filter((row) => chances.get(row)! >= RELEVANT);
    expect(relevant).toBe(new Set(wanted.map((row) => catalogue.song[row]!)).size);
  });

  test.each(['staged', 'single-centroid', 'popular'] as const)('is outdone by no list of %s', (algorithm) => {
    const listener = createListener(catalogue, PRESETS.varied, 6);
    const session = runSession(catalogue, listener, algorithm, { rounds: 15, listLength: 10, seed: 6 });
    const { regrets, ndcg10 } = measureSession(catalogue, listener, session.rounds);
    for (const regret of regrets) expect(regret).toBeGreaterThanOrEqual(-1e-9);
    expect(ndcg10).toBeLessThanOrEqual(1);
  });
});

describe('exposure', () => {
  propertyTest.prop([fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 40 }), fc.nat({ max: 20 })])(
    'is as uneven as its mean difference says',
    (shown, unseen) => {
      const counts = Array.from(
        { length: 10 + unseen },
        (_, one) => shown.filter((own) => own === one).length,
      );
      const gaps = counts.flatMap((a) => counts.map((b) => Math.abs(a - b)));
      const total = gaps.reduce((sum, gap) => sum + gap, 0);
      const { gini, share } = exposureOf(shown, counts.length);
      expect(gini).toBeCloseTo(total / (2 * counts.length * shown.length), 12);
      expect(share).toBeCloseTo(new Set(shown).size / counts.length, 12);
    },
  );

  test('of everything once is even, and of one thing alone as uneven as can be', () => {
    expect(exposureOf([0, 1, 2, 3], 4)).toEqual({ share: 1, gini: 0 });
    expect(exposureOf([2, 2, 2], 4).gini).toBeCloseTo(0.75, 12);
    expect(exposureOf([], 4)).toEqual({ share: 0, gini: 0 });
  });
});

describe('forecasts of scores', () => {
  test('are not made before there are verdicts to learn from', () => {
    const forecaster = createForecaster();
    expect(forecaster.foretell('ranking', [0.5])).toBeNull();
    forecaster.learn('ranking', new Array<number>(30).fill(0.5), new Array<boolean>(30).fill(true));
    expect(forecaster.foretell('ranking', [0.5])).toBeNull();
  });

  test('rise with the score where likes do, for each stage by itself', () => {
    const forecaster = createForecaster();
    const scores = Array.from({ length: 60 }, (_, at) => (at + 1) / 60);
    forecaster.learn(
      'ranking',
      scores,
      scores.map((score, at) => score > 0.5 || at % 7 === 0),
    );
    const [low, high] = forecaster.foretell('ranking', [0.1, 0.9])!;
    expect(high).toBeGreaterThan(low! + 0.3);
    expect(forecaster.foretell('fallback', [0.1])).toBeNull();
  });
});

test('NDCG beside the best there is counts what is missing from the list', () => {
  expect(ndcgOf([3, 2, 1], [3, 2, 1])).toBe(1);
  expect(ndcgOf([2, 1, 0], [3, 2, 1])).toBeLessThan(1);
  expect(ndcgOf([0, 0], [0, 0])).toBe(1);
});

describe('a report', () => {
  test('has every measure with an interval around it, and its difference over the same listeners', () => {
    for (const name of measureNames) {
      for (const { measures } of report.algorithms) {
        if (measures[name].n === 0) continue;
        expect(measures[name].low).toBeLessThanOrEqual(measures[name].mean);
        expect(measures[name].high).toBeGreaterThanOrEqual(measures[name].mean);
      }
      const difference = report.differences[0]!.measures[name];
      if (difference.n < plan.users) continue;
      expect(difference.mean).toBeCloseTo(staged!.measures[name].mean - random!.measures[name].mean, 9);
    }
  });

  test('sees that chance misses more likes, looks further and knows less', () => {
    expect(report.differences[0]!.measures.regret.high).toBeLessThan(0);
    expect(random!.measures.precision10.mean).toBeLessThan(staged!.measures.precision10.mean);
    expect(random!.measures.recall10.mean).toBeLessThan(staged!.measures.recall10.mean);
    expect(random!.measures.ndcg10.mean).toBeLessThan(staged!.measures.ndcg10.mean);
    expect(random!.catalogue.songs.share).toBeGreaterThan(staged!.catalogue.songs.share);
    expect(random!.catalogue.artists.gini).toBeLessThan(staged!.catalogue.artists.gini);
  });

  test('counts what was missed round by round, and every listener at some stage in every round', () => {
    const { regretByRound, stages, measures } = staged!;
    expect(regretByRound.at(-1)).toBeCloseTo(measures.regret.mean, 9);
    expect([...regretByRound].sort((a, b) => a - b)).toEqual(regretByRound);
    for (let round = 0; round < plan.rounds; round++) {
      expect(stages.reduce((sum, { shareByRound }) => sum + shareByRound[round]!, 0)).toBeCloseTo(1, 12);
    }
  });

  test('tells the word of models from what scores were worth', () => {
    expect(staged!.calibration.byModels).toBeGreaterThan(0);
    expect(staged!.calibration.forecasts).toBeGreaterThan(staged!.calibration.byModels);
    expect(random!.calibration.byModels).toBe(0);
    expect(random!.calibration.forecasts).toBeGreaterThan(0);
    expect(staged!.calibration.error.mean).toBeGreaterThan(0);
  });

  test('is the same when its sessions were kept as JSON meanwhile', () => {
    const results = unitsOf(plan).map((unit) => runUnit(catalogue, plan, unit));
    const kept = JSON.parse(JSON.stringify(results)) as typeof results;
    expect(JSON.stringify(reportOf(kept, 1))).toBe(JSON.stringify(report));
  });
});
