import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { confidence, ConfidenceCurve, emotionSignals } from '../../../src-main/encoder/confidence.ts';
import { topEmotions } from '../../../src-main/encoder/heard.ts';

const silent = {
  topProbability: 0,
  margin: 0,
  entropy: 0,
  disagreement: 0,
  strength: 0,
  logTokens: 0,
  shareUnknown: 0,
  spread: 0,
  certainty: 0,
};

describe('confidence', () => {
  test('follows the logistic curve of the manifest', () => {
    const curve = ConfidenceCurve.parse({ bias: Math.log(3), weights: { margin: 2 } });
    expect(confidence(curve, silent)).toBeCloseTo(0.75);
    expect(confidence(curve, { ...silent, margin: 0.5 })).toBeCloseTo((3 * Math.E) / (1 + 3 * Math.E));
  });

  test('grows with what the model says of its own certainty', () => {
    const curve = ConfidenceCurve.parse({ bias: 0, weights: { certainty: 1 } });
    expect(confidence(curve, { ...silent, certainty: 2 })).toBeCloseTo(0.881, 3);
  });

  test.each([
    ['a signal that is not measured', { bias: 0, weights: { weather: 1 } }],
    ['a weight that is no number', { bias: 0, weights: { margin: 'high' } }],
    ['no bias', { weights: {} }],
  ])('cannot be had from a curve with %s', (_what, curve) => {
    expect(ConfidenceCurve.safeParse(curve).success).toBe(false);
  });

  test.prop([fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { maxLength: 28 })])(
    'rests on signals within their ranges',
    (probabilities) => {
      const { topProbability, margin, entropy } = emotionSignals(probabilities);
      expect(topProbability).toBe(Math.max(0, ...probabilities));
      const sorted = [...probabilities, 0, 0].sort((a, b) => b - a);
      expect(margin).toBe(sorted[0]! - sorted[1]!);
      expect(entropy).toBeGreaterThanOrEqual(0);
      expect(entropy).toBeLessThanOrEqual(1);
    },
  );
});

describe('the emotions of a reading', () => {
  const labels = ['joy', 'sadness', 'anger', 'neutral'];

  test('are those above their own threshold, the likeliest first', () => {
    const found = topEmotions([0.4, 0.9, 0.45, 0.1], labels, [0.3, 0.5, 0.6, 0.5], 5);
    expect(found).toEqual([
      { label: 'sadness', p: 0.9 },
      { label: 'joy', p: 0.4 },
    ]);
  });

  test('are at least one, and no more than asked for', () => {
    expect(topEmotions([0.1, 0.2, 0.1, 0.1], labels, [1, 1, 1, 1], 5)).toEqual([
      { label: 'sadness', p: 0.2 },
    ]);
    expect(topEmotions([0.9, 0.8, 0.7, 0.6], labels, [0, 0, 0, 0], 2)).toHaveLength(2);
  });
});
