import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';

import { confidenceShare, lockWords, nextWords, servedBy } from '../../../src-renderer/lib/tasteWords.ts';
import { versionCurve } from '../../../src-renderer/lib/versionCurve.ts';
import { taste, tasteOverview, tasteVersion } from './tasteSamples.ts';

const used = (parts = {}) => [tasteVersion(3, { isInUse: true, ...parts }), tasteVersion(2)];

test.each([
  [taste(), 'by likeness to what you liked'],
  [taste({ stage: 'logistic', versions: used() }), 'by a model of 84 verdicts'],
  [taste({ stage: 'boosted', versions: used({ kind: 'boosted' }) }), 'by decision trees of 84 verdicts'],
  [taste({ stage: 'neural', versions: used({ kind: 'neural' }) }), 'by a network of 84 verdicts'],
  [taste({ stage: 'logistic' }), 'by a model of the whole cluster'],
  [taste({ stage: 'neural' }), 'by a model of the whole cluster'],
  // A model that is there and does not judge yet is not named.
  [taste({ stage: 'fallback', versions: used() }), 'by your first likes, with much to try'],
])('%# is served %s', (profile, words) => {
  expect(servedBy(profile)).toBe(words);
});

test('the first lock says why there is no model, the second why there are no trees, the third why no network', () => {
  expect(lockWords(taste())).toBe('No model yet: 12 verdicts of 40 that a model needs.');
  expect(
    lockWords(taste({ locked: { logistic: null, boosted: '50 verdicts of 60', neural: 'of 100' } })),
  ).toBe('No decision trees yet: 50 verdicts of 60.');
  expect(lockWords(taste({ locked: { logistic: null, boosted: null, neural: '60 verdicts of 100' } }))).toBe(
    'No network yet: 60 verdicts of 100.',
  );
  expect(lockWords(taste({ locked: { logistic: null, boosted: null, neural: null } }))).toBeNull();
});

test('only what the next stage still takes is said', () => {
  expect(nextWords(tasteOverview({ seen: 50, confidence: 0.4 }))).toBe(
    'Next they will be chosen by your first likes, with much to try; on the way there: confidence 0.4 of 1.0.',
  );
  expect(nextWords(tasteOverview({ next: null }))).toBeNull();
});

test.prop([fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true })])(
  'the bar of confidence never overflows and grows with it',
  (a, b) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)].map(confidenceShare) as [number, number];
    expect(0 <= low && low <= high && high <= 1).toBe(true);
  },
);

test('the curve runs from the oldest to the newest, the best at the bottom', () => {
  const at = (logLoss: number) => ({ metrics: { auc: null, logLoss, brier: 0.2, held: 20 } });
  const points = versionCurve([
    tasteVersion(3, { isInUse: true, ...at(0.4) }),
    tasteVersion(2, { state: 'rejected', ...at(0.6) }),
    tasteVersion(1, { state: 'rolled-back', ...at(0.5) }),
  ]);
  expect(points.map(({ version, x, isKept, words }) => [version, x, isKept, words])).toEqual([
    [1, 0, false, '0.50 taken back'],
    [2, 0.5, false, '0.60 not taken'],
    [3, 1, true, '0.40 in use'],
  ]);
  expect(points.map(({ y }) => Math.round(y * 100))).toEqual([50, 0, 100]);
});

test.prop([fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { maxLength: 20 })])(
  'every point stands within the drawing',
  (losses) => {
    const versions = losses.map((logLoss, place) =>
      tasteVersion(place, { metrics: { auc: null, logLoss, brier: 0, held: 10 } }),
    );
    for (const { x, y } of versionCurve(versions)) {
      expect(x >= 0 && x <= 1 && y >= 0 && y <= 1).toBe(true);
    }
  },
);
