import { describe, expect, test } from 'vitest';

import { scoreByLexicon } from '../../../src-main/emotion/scoreByLexicon.ts';
import { tokens } from '../../../src-main/countedWords/tokens.ts';

const score = (text: string) => scoreByLexicon(tokens(text));

describe('scoreByLexicon', () => {
  test('is null when no word is known', () => {
    expect(score('qwertz')).toBeNull();
    expect(score('')).toBeNull();
  });

  test('a booster makes a word stronger', () => {
    expect(score('very sad')!.valence).toBeLessThan(score('sad')!.valence);
  });

  test('a negated pleasant word is unpleasant, a negated unpleasant one hardly pleasant', () => {
    expect(score('not happy')!.valence).toBeLessThan(-0.3);
    expect(Math.abs(score('not sad')!.valence)).toBeLessThan(0.3);
  });

  test('exclamation marks add arousal, up to three', () => {
    expect(score('happy!')!.arousal).toBeGreaterThan(score('happy')!.arousal);
    expect(score('happy!!!!!!')).toEqual(score('happy!!!'));
  });

  test('words that every object has are no words of the lexicon', () => {
    expect(score('constructor toString __proto__')).toBeNull();
  });
});
