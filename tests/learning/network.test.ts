import { describe, expect, test } from 'vitest';

import { examplesOf } from '../../src-main/learning/examples.ts';
import { areaUnderCurve } from '../../src-main/learning/metrics.ts';
import {
  draw,
  lossAndGradient,
  networkMargins,
  readNetwork,
  trainNetwork,
} from '../../src-main/learning/network.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import { checkerboard, syntheticExamples } from './syntheticExamples.ts';

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
    expect(areaUnderCurve(networkMargins(network, unseen.x), unseen.y)).toBeGreaterThan(0.95);
  });

  test('is the same for the same draws, and read back exactly', () => {
    const examples = syntheticExamples(200, 3, 3, ([a]) => a!);
    const network = trainNetwork(examples, {}, createRandom(4));
    expect(trainNetwork(examples, {}, createRandom(4))).toEqual(network);
    expect(readNetwork(JSON.parse(JSON.stringify(network)))).toEqual(network);
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
    expect([...networkMargins(network, Float64Array.of(1, NaN, 1e9, -5))].every(Number.isFinite)).toBe(true);
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
