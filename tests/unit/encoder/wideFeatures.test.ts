import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { createWideFeatures } from '../../../src-main/encoder/input/wideFeatures.ts';
// Written by models/training/ear/features.py: `Wide(lexicon, word_lists()).values(text)` for each text.
import trained from './wideFeatureCases.json' with { type: 'json' };

const { cases, ...lists } = trained;
const wide = createWideFeatures(lists);

function compute(text: string): Float32Array {
  if ('unknown' in wide) throw new Error(`unknown feature ${wide.unknown}`);
  return wide.compute(text);
}

describe('features counted from a text', () => {
  test.each(cases)('are those that training counted in $text', ({ text, wide: expected }) => {
    const found = compute(text);
    lists.names.forEach((name, at) => expect(found[at], name).toBeCloseTo(expected[at]!, 5));
  });

  test.prop([fc.string({ unit: 'binary', maxLength: 300 })])('are numbers for any text', (text) => {
    const found = compute(text);
    expect(found).toHaveLength(lists.names.length);
    expect(found.every(Number.isFinite)).toBe(true);
  });

  test('are refused when the model asks for one that the app does not count', () => {
    expect(createWideFeatures({ ...lists, names: ['log_words', 'moon_phase'] })).toEqual({
      unknown: 'moon_phase',
    });
  });

  test('come in the order that the model names', () => {
    const swapped = createWideFeatures({ ...lists, names: ['questions', 'exclamations'] });
    expect('compute' in swapped && [...swapped.compute('Why? Why? Oh!')]).toEqual([2, 1]);
  });
});
