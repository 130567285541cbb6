import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import { brierScore } from '../../src-main/learning/metrics.ts';
import {
  brierOf,
  calibrationError,
  forecastsIn,
  pooled,
  reliabilityOf,
} from '../../src-main/learning/reliability.ts';

const forecasts = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
  minLength: 1,
  maxLength: 60,
});
const binned = (pairs: readonly (readonly [number, boolean])[]) =>
  reliabilityOf(
    pairs.map(([p]) => p),
    pairs.map(([, came]) => Number(came)),
  );

test('forecasts that come true as often as they say have no calibration error', () => {
  const pairs = Array.from({ length: 100 }, (_, at): [number, boolean] => [0.25, at % 4 === 0]);
  expect(calibrationError(binned(pairs))).toBeCloseTo(0, 12);
});

test('certainty that is always wrong is as badly calibrated as can be', () => {
  expect(calibrationError(reliabilityOf([1, 0, 1], [0, 1, 0]))).toBe(1);
});

test('the error is the gap of each bin by its share of the forecasts', () => {
  // Three of four forecasts say .15 and none comes true; one says .95 and does.
  expect(calibrationError(reliabilityOf([0.15, 0.15, 0.15, 0.95], [0, 0, 0, 1]))).toBeCloseTo(
    (3 * 0.15 + 0.05) / 4,
    12,
  );
});

propertyTest.prop([forecasts])('the Brier score is that of the forecasts one by one', (pairs) => {
  const [p, y] = [pairs.map(([own]) => own), pairs.map(([, came]) => Number(came))];
  expect(brierOf(binned(pairs))).toBeCloseTo(brierScore(p, y), 12);
});

propertyTest.prop([forecasts, forecasts])('what is pooled is as if it had been binned at once', (a, b) => {
  const [apart, together] = [pooled([binned(a), binned(b)]), binned([...a, ...b])];
  expect(apart.counts).toEqual(together.counts);
  expect(calibrationError(apart)).toBeCloseTo(calibrationError(together), 12);
  expect(brierOf(apart)).toBeCloseTo(brierOf(together), 12);
});

test('no forecasts have no error at all, which is not an error of nought', () => {
  expect(forecastsIn(pooled([]))).toBe(0);
  expect(calibrationError(pooled([]))).toBeNaN();
});
