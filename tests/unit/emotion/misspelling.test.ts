import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { isMisspelt } from '../../../src-main/emotion/words/misspelling.ts';

const words = ['empty', 'happy', 'night', 'because', 'wait', 'feeling'];
const vocabulary = new Map(words.map((word, id) => [word, id]));

describe('a misspelt word', () => {
  test.each(['emty', 'hapy', 'happpy', 'wiat', 'becuase', 'feelin', 'nightt'])(
    '%s is seen through',
    (word) => {
      expect(isMisspelt(word, vocabulary)).toBe(true);
    },
  );

  test.each(['nicht', 'noche', 'emt', 'haypp', 'bcuz', '', 'schadenfreude', 'x'.repeat(500)])(
    '%s is none that is known',
    (word) => {
      expect(isMisspelt(word, vocabulary)).toBe(false);
    },
  );

  test.prop([fc.constantFrom(...words.filter(({ length }) => length > 4)), fc.nat(20)])(
    'is known wherever a letter was left out',
    (word, place) => {
      const at = place % word.length;
      expect(isMisspelt(word.slice(0, at) + word.slice(at + 1), vocabulary)).toBe(true);
    },
  );
});
