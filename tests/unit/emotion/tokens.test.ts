import { describe, expect, test } from 'vitest';

import { tokens } from '../../../src-main/countedWords/tokens.ts';

describe('tokens', () => {
  test('words within reach of a negator are marked until the clause ends', () => {
    expect(tokens('I am not happy at all, but fine')).toEqual([
      'i',
      'am',
      'not',
      '~happy',
      '~at',
      '~all',
      null,
      'but',
      'fine',
    ]);
  });

  test('a negator reaches four words', () => {
    expect(tokens('never one two three four five')).toEqual([
      'never',
      '~one',
      '~two',
      '~three',
      '~four',
      'five',
    ]);
  });

  test('a conjunction ends what is negated', () => {
    expect(tokens("isn't good but cheap")).toEqual(["isn't", '~good', 'but', 'cheap']);
  });

  test.each([
    ['accents', 'café naïve', ['cafe', 'naive']],
    ['accents as separate characters', 'cafe\u0301', ['cafe']],
    ['typographic apostrophes', 'don’t', ["don't"]],
    ['mathematical letters', '𝓱𝓪𝓹𝓹𝔂', ['happy']],
    ['ligatures', 'ﬁne', ['fine']],
    ['invisible characters', 'hap\u200bpy', ['happy']],
  ])('%s make no difference', (_, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  test('shouting, drawing out and numbers leave marks', () => {
    expect(tokens('SOOO tired 24')).toEqual(['<capitals>', '<long>', 'soo', 'tired', '<number>']);
  });

  test('emoji and emoticons are read as words', () => {
    expect(tokens('😌 :(')).toEqual(['calm', 'sad']);
  });

  test('a skin tone changes nothing', () => {
    expect(tokens('👍🏽')).toEqual(tokens('👍'));
  });

  test('scripts without a form in ASCII, control characters and lone surrogates leave nothing', () => {
    expect(tokens('今天 مرحبا \u0000\u001b \ud83d')).toEqual([]);
  });
});
