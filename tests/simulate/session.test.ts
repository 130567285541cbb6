import { describe, expect, test } from 'vitest';

import type { CatalogueView } from '../../src-main/recommend/catalogueView.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import { Algorithm } from '../../src-preload/experimentCalls.ts';
import { bootstrapMean } from '../../src-main/simulate/measures/bootstrap.ts';
import { createListener, PRESETS } from '../../src-main/simulate/listener.ts';
import { ndcgOf } from '../../src-main/simulate/measures/gains.ts';
import { mean } from '../../src-main/simulate/measures/mean.ts';
import { reportOf } from '../../src-main/simulate/measures/report.ts';
import { runUnit, type SimulationPlan, unitsOf } from '../../src-main/simulate/runUnit.ts';
import { runSession } from '../../src-main/simulate/session.ts';
import { syntheticView } from '../recommend/syntheticView.ts';

/** Enough songs of each of eight clusters that nobody runs out of them. */
const catalogue: CatalogueView = syntheticView({ size: 6000, clusters: 8, artists: 3000 });

const plan: SimulationPlan = {
  users: 6,
  rounds: 16,
  listLength: 10,
  seed: 7,
  preset: 'varied',
  algorithms: ['staged', 'random'],
  revision: 0,
};

describe('a simulated listener', () => {
  test('is the same for the same seed and another for another', () => {
    const chancesOf = (seed: number) => {
      const listener = createListener(catalogue, PRESETS.varied, seed);
      const mood = listener.moodAt(0);
      return [listener.clusters, Array.from({ length: 50 }, (_, row) => listener.chance(row, 0, mood))];
    };
    expect(chancesOf(3)).toEqual(chancesOf(3));
    expect(chancesOf(4)).not.toEqual(chancesOf(3));
  });

  test('likes songs of its clusters more, and tires of an artist heard again', () => {
    const listener = createListener(catalogue, PRESETS.varied, 5);
    const mood = listener.moodAt(0);
    const chances = (isOwn: boolean) =>
      [...Array(3000).keys()]
        .filter((row) => listener.clusters.includes(catalogue.cluster[row]!) === isOwn)
        .map((row) => listener.chance(row, 0, mood));
    expect(mean(chances(true))).toBeGreaterThan(2 * mean(chances(false)));

    const row = catalogue.cluster.findIndex((cluster) => listener.clusters.includes(cluster));
    const before = listener.chance(row, 0, mood);
    listener.hear(row, 0, mood);
    expect(listener.chance(row, 1, mood)).toBeLessThan(before);
    expect(listener.chance(row, 50, { ...mood })).not.toBeLessThan(listener.chance(row, 1, mood));
  });

  test('of S2 likes three songs of four of its clusters and one of four of others', () => {
    const listener = createListener(catalogue, PRESETS.s2, 1);
    for (let row = 0; row < 50; row++) {
      const isOwn = listener.clusters.includes(catalogue.cluster[row]!);
      expect(listener.chance(row, 0, listener.moodAt(0))).toBeCloseTo(isOwn ? 0.75 : 0.25, 9);
    }
  });
});

describe('a session', () => {
  test.each(Algorithm.options)(
    'with %s is the same each time, and never plays a disliked or recent song again',
    (algorithm) => {
      const run = () =>
        runSession(catalogue, createListener(catalogue, PRESETS.varied, 2), algorithm, {
          rounds: 12,
          listLength: 8,
          seed: 2,
        });
      const { rounds, verdicts } = run();
      expect(run()).toEqual({ rounds, verdicts });
      const songs = rounds.flatMap(({ rows }) => rows.map((row) => catalogue.song[row]!));
      expect(new Set(songs).size).toBe(songs.length);
      for (const { rows } of rounds) expect(rows).toHaveLength(8);
    },
  );

  test('with the staged recommender finds the tastes that a listener has, which chance does not', () => {
    const results = unitsOf(plan).map((unit) => runUnit(catalogue, plan, unit));
    const report = reportOf(results, 1);
    const [staged, random] = report.algorithms;
    expect(staged!.measures.late.mean).toBeGreaterThan(random!.measures.late.mean + 0.2);
    expect(report.differences[0]!.measures.late.low).toBeGreaterThan(0);
    expect(staged!.measures.coverage60.mean).toBeGreaterThan(0.9);
    expect(report.users).toBe(6);
  });
});

describe('the measures', () => {
  test('NDCG is 1 in the best order and less in any other', () => {
    expect(ndcgOf([3, 2, 1])).toBe(1);
    expect(ndcgOf([1, 2, 3])).toBeLessThan(1);
    expect(ndcgOf([0, 0])).toBe(1);
  });

  test('an interval holds the mean, and shrinks with more values', () => {
    const random = createRandom(1);
    const values = Array.from({ length: 400 }, () => random());
    const few = bootstrapMean(values.slice(0, 20), createRandom(2));
    const many = bootstrapMean(values, createRandom(2));
    for (const { low, mean: middle, high } of [few, many]) {
      expect(low).toBeLessThan(middle);
      expect(high).toBeGreaterThan(middle);
    }
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
    expect(bootstrapMean([], random).n).toBe(0);
  });
});
