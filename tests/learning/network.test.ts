import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';

import { examplesOf } from '../../src-main/learning/examples.ts';
import { areaUnderCurve, sigmoid } from '../../src-main/learning/metrics.ts';
import { draw, lossAndGradient, readNetwork, trainNetwork } from '../../src-main/learning/network.ts';
import { networkParts, openNetwork } from '../../src-main/learning/openNetwork.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import { checkerboard, syntheticExamples } from './syntheticExamples.ts';

const explained = trainNetwork(
  syntheticExamples(300, 4, 8, checkerboard),
  { members: 5, epochs: 30 },
  createRandom(1),
);

describe('the network', () => {
  test('has the gradient that small steps of every weight measure', () => {
    const examples = syntheticExamples(12, 3, 1, ([a]) => a!);
    const rows = [...Array(12).keys()];
    const weights = draw(3, 4, createRandom(2));
    const gradient = new Float64Array(weights.length);
    lossAndGradient(weights, 4, examples, rows, gradient);
    const lossAt = (place: number, step: number) => {
      const moved = weights.with(place, weights[place]! + step);
      return lossAndGradient(moved, 4, examples, rows, new Float64Array(weights.length));
    };
    gradient.forEach((slope, place) => {
      expect((lossAt(place, 1e-5) - lossAt(place, -1e-5)) / 2e-5).toBeCloseTo(slope, 6);
    });
  });

  test('finds a checkerboard, which no line can', () => {
    const network = trainNetwork(
      syntheticExamples(1500, 2, 1, checkerboard),
      { epochs: 200 },
      createRandom(1),
    );
    const unseen = syntheticExamples(1000, 2, 2, checkerboard);
    expect(areaUnderCurve(openNetwork(network)(unseen.x), unseen.y)).toBeGreaterThan(0.95);
  });

  test('is the same for the same draws, and read back exactly', () => {
    const examples = syntheticExamples(200, 3, 3, ([a]) => a!);
    const network = trainNetwork(examples, {}, createRandom(4));
    expect(trainNetwork(examples, {}, createRandom(4))).toEqual(network);
    expect(readNetwork(JSON.parse(JSON.stringify(network)))).toEqual(network);
  });

  test('of several members is one network, which says the mean of what they say', () => {
    const examples = syntheticExamples(120, 3, 6, ([a, b]) => (a! + b!) / 2);
    const options = { hidden: 4, members: 5, epochs: 10 };
    const network = trainNetwork(examples, options, createRandom(1));
    expect(network.hidden).toBe(20);
    const units = (own: number) => ({
      ...network,
      hidden: 4,
      inner: network.inner.slice(own * 12, own * 12 + 12),
      innerBias: network.innerBias.slice(own * 4, own * 4 + 4),
      outer: network.outer.slice(own * 4, own * 4 + 4).map((weight) => 5 * weight),
    });
    const margins = [0, 1, 2, 3, 4].map((own) => openNetwork(units(own))(examples.x));
    openNetwork(network)(examples.x).forEach((margin, row) => {
      expect(margins.reduce((sum, own) => sum + own[row]! / 5, 0)).toBeCloseTo(margin, 9);
    });
  });

  test('makes nothing of what varied by no more than rounding, wherever it lies later', () => {
    const examples = syntheticExamples(200, 2, 9, ([a]) => a!);
    const x = examples.x.map((value, at) => (at % 2 === 0 ? value : 0.1 + (value > 0.5 ? 1e-16 : 0)));
    const network = trainNetwork({ ...examples, x }, {}, createRandom(1));
    const [near, far] = openNetwork(network)(Float64Array.of(0.4, 0.1, 0.4, 0.9));
    expect(far).toBe(near);
  });

  test('says the share of what was liked where features say nothing, however strong the decay', () => {
    const examples = syntheticExamples(400, 3, 7, () => 0.85);
    const network = trainNetwork(examples, { members: 5, decay: 10 }, createRandom(1));
    const likes = examples.y.reduce((sum, label) => sum + label, 0) / 400;
    const said = openNetwork(network)(examples.x).map(sigmoid);
    expect(said.reduce((sum, own) => sum + own, 0) / 400).toBeCloseTo(likes, 1);
  });

  property.prop([
    fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 }),
    fc.subarray([0, 1, 2, 3]),
  ])('is taken apart into what each feature adds to a row that is the mean in all', (values, unknown) => {
    const row = Float64Array.from(values, (value, f) => (unknown.includes(f) ? NaN : value));
    const margin = openNetwork(explained)(row)[0]!;
    const mean = openNetwork(explained)(Float64Array.from(explained.standards.means))[0]!;
    const parts = networkParts(explained, row);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(margin - mean, 9);
    for (const f of unknown) expect(parts[f]).toBe(0);
  });

  test.each([
    ['one example', examplesOf(Float64Array.of(1, 2), Uint8Array.of(1), 2)],
    ['one label only', examplesOf(Float64Array.from({ length: 40 }, Math.sqrt), new Uint8Array(20), 2)],
    [
      'nothing known',
      examplesOf(
        new Float64Array(40).fill(NaN),
        Uint8Array.from({ length: 20 }, (_, at) => at % 2),
        2,
      ),
    ],
  ])('is finite with %s', (_what, examples) => {
    const network = trainNetwork(examples, { epochs: 20 }, createRandom(1));
    expect([...openNetwork(network)(Float64Array.of(1, NaN, 1e9, -5))].every(Number.isFinite)).toBe(true);
  });

  test('is refused when it was cut off', () => {
    const network = trainNetwork(
      syntheticExamples(50, 2, 5, ([a]) => a!),
      { epochs: 2 },
      createRandom(1),
    );
    expect(readNetwork({ ...network, inner: network.inner.slice(1) })).toBeNull();
    expect(readNetwork({ ...network, format: 3 })).toBeNull();
    expect(readNetwork(null)).toBeNull();
  });
});
