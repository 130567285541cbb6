import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { addChoice, listChoices, undoChoice } from '../../../src-main/storage/modelChoices.ts';
import {
  addCorrectionFit,
  learnedSince,
  readUsedCorrection,
  resetCorrections,
} from '../../../src-main/storage/person/personCorrections.ts';
import { emptyDatabase } from '../../support/emptyDatabase.ts';

describe('choices of models', () => {
  test.prop([fc.array(fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.constant(null)), { maxLength: 30 })])(
    'undone in turn are a stack',
    (steps) => {
      const db = emptyDatabase();
      const expected: string[] = [];
      steps.forEach((id, now) => {
        if (id !== null) {
          addChoice(db, 'emotion', id, now);
          expected.unshift(id);
        } else if (expected.length > 0) {
          undoChoice(db, 'emotion', listChoices(db, 'emotion')[0]!.id, now);
          expected.shift();
        }
      });
      expect(listChoices(db, 'emotion').map(({ modelId }) => modelId)).toEqual(expected);
      expect(listChoices(db, 'search')).toEqual([]);
      db.close();
    },
  );

  test('cannot be undone twice', () => {
    const db = emptyDatabase();
    addChoice(db, 'search', 'a', 1);
    const { id } = listChoices(db, 'search')[0]!;
    undoChoice(db, 'search', id, 2);
    expect(() => undoChoice(db, 'search', id, 3)).toThrow(/UNIQUE/);
  });
});

describe('what was learned from corrections', () => {
  const correction = {
    format: 1 as const,
    embeddingSize: 1,
    momentSize: 0,
    intercept: [0.1, 0],
    coefficients: [0, 0, 0, 0, 0, 0],
    lambda: 1,
    examples: 12,
  };
  const fit = { correction, distanceBefore: 0.4, distanceAfter: 0.2, isBetter: true };

  test('is the newest fit for the model in use', () => {
    const db = emptyDatabase();
    addCorrectionFit(db, 'ear-1', fit, 1);
    addCorrectionFit(db, 'ear-1', { ...fit, correction: { ...correction, examples: 13 } }, 2);
    expect(readUsedCorrection(db, 'ear-1')?.examples).toBe(13);
    expect(readUsedCorrection(db, 'ear-2')).toBeNull();
  });

  test('is not used once a newer fit is no better than none', () => {
    const db = emptyDatabase();
    addCorrectionFit(db, 'ear-1', fit, 1);
    addCorrectionFit(db, 'ear-1', { ...fit, isBetter: false }, 2);
    expect(readUsedCorrection(db, 'ear-1')).toBeNull();
  });

  test('is forgotten by a reset, and learned anew afterwards', () => {
    const db = emptyDatabase();
    addCorrectionFit(db, 'ear-1', fit, 1);
    expect(learnedSince(db)).toBe(0);
    resetCorrections(db, 5);
    expect(readUsedCorrection(db, 'ear-1')).toBeNull();
    expect(learnedSince(db)).toBe(5);
    addCorrectionFit(db, 'ear-1', fit, 6);
    expect(readUsedCorrection(db, 'ear-1')).toEqual(correction);
  });
});
