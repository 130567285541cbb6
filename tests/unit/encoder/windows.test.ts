import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { sampleText } from '../../../src-main/encoder/windows/sampleText.ts';
import { splitIntoWindows, MAX_WINDOWS } from '../../../src-main/encoder/windows/splitIntoWindows.ts';
import { splitSentences } from '../../../src-main/encoder/windows/splitSentences.ts';
import { END_WEIGHT, weighWindows } from '../../../src-main/encoder/windows/weighWindows.ts';

/** A token a word, as a stand-in for a vocabulary that has them all. */
const words = (text: string): number[] => (text.match(/\S+/g) ?? []).map((word) => word.length);
/** A token a character: a word may be longer than a window. */
const characters = (text: string): number[] => [...text].map((character) => character.codePointAt(0)!);

const sentence = 'We sat by the water and somebody played the guitar. ';

describe('a text', () => {
  test('that fits is one window', () => {
    const { windows, isSampled } = splitIntoWindows('A good day.', 126, words);
    expect(windows).toEqual([{ text: 'A good day.', ids: [1, 4, 4], position: 0.5 }]);
    expect(isSampled).toBe(false);
  });

  test.each(['', '   \n\t '])('without words (%j) is one window without tokens', (text) => {
    expect(splitIntoWindows(text, 126, words).windows).toMatchObject([{ ids: [] }]);
  });

  test('of ten thousand blank lines is one window without tokens', () => {
    expect(splitIntoWindows('\n'.repeat(10_000), 126, words).windows).toMatchObject([{ ids: [] }]);
  });

  test('that is longer is cut between its sentences', () => {
    const { windows, isSampled } = splitIntoWindows(sentence.repeat(40), 26, words);
    expect(isSampled).toBe(false);
    expect(windows).toHaveLength(20);
    for (const { text, ids } of windows) {
      expect(text).toBe(sentence.repeat(2));
      expect(ids).toHaveLength(20);
    }
  });

  test('of one endless sentence is cut at its spaces', () => {
    const { windows } = splitIntoWindows('and then '.repeat(300).trim(), 20, words);
    expect(windows.every(({ ids }) => ids.length <= 20)).toBe(true);
    expect(windows.map(({ text }) => text).join('')).toBe('and then '.repeat(300).trim());
    expect(windows.flatMap(({ ids }) => ids)).toHaveLength(600);
  });

  test('of one endless word is cut, but not inside a character', () => {
    const { windows } = splitIntoWindows('😀'.repeat(1_500), 100, characters);
    expect(windows.map(({ text }) => text).join('')).toBe('😀'.repeat(1_500));
    for (const { text } of windows) expect(text).toMatch(/^(😀)+$/u);
  });

  test.prop([fc.string({ unit: 'binary', maxLength: 3_000 }), fc.integer({ min: 1, max: 50 })])(
    'loses nothing but blanks, and no window is too long',
    (text, longest) => {
      const { windows, isSampled } = splitIntoWindows(text, longest, words);
      expect(windows.length).toBeGreaterThan(0);
      expect(windows.length).toBeLessThanOrEqual(MAX_WINDOWS);
      for (const { ids, position } of windows) {
        expect(ids.length).toBeLessThanOrEqual(longest);
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThanOrEqual(1);
      }
      if (isSampled) return;
      const kept = windows.map((window) => window.text).join('');
      expect(kept.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
    },
  );

  test.prop([fc.string({ unit: 'grapheme', maxLength: 600 }), fc.integer({ min: 1, max: 40 })])(
    'is the same again when its sentences are joined',
    (text, longest) => {
      const parts = [...splitSentences(text, longest, characters)];
      expect(parts.map((part) => part.text).join('')).toBe(text);
    },
  );
});

describe('a text too long to be read whole', () => {
  const text = `First of all. ${sentence.repeat(20_000)}And that was the end.`;

  test('is read at its beginning, at its end, and evenly between, in bounded work', () => {
    let read = 0;
    const { windows, isSampled } = splitIntoWindows(text, 126, (piece) => {
      read += piece.length;
      return words(piece);
    });
    expect(text.length).toBeGreaterThan(1_000_000);
    expect(isSampled).toBe(true);
    expect(windows.length).toBeLessThanOrEqual(MAX_WINDOWS);
    expect(windows[0]!.text).toMatch(/^First of all\./);
    expect(windows.at(-1)!.text).toMatch(/And that was the end\.$/);
    expect(read).toBeLessThan(80_000);
    const gaps = windows.slice(1).map(({ position }, at) => position - windows[at]!.position);
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(Math.max(...gaps)).toBeLessThan(0.15);
  });

  test.prop([fc.integer({ min: 30_000, max: 200_000 }), fc.constantFrom('a', '😀', 'ab. ', 'word ')])(
    'is sampled in pieces of it, in order, without halving a character',
    (length, unit) => {
      const long = unit.repeat(Math.ceil(length / unit.length));
      const { pieces } = sampleText(long, 25_600);
      expect(pieces.reduce((sum, piece) => sum + piece.text.length, 0)).toBeLessThanOrEqual(25_600);
      expect(pieces[0]!.start).toBe(0);
      expect(pieces.at(-1)!.start + pieces.at(-1)!.text.length).toBe(long.length);
      pieces.forEach((piece, at) => {
        expect(long.startsWith(piece.text, piece.start)).toBe(true);
        expect(piece.text.isWellFormed()).toBe(true);
        expect(piece.start).toBeGreaterThanOrEqual(
          at === 0 ? 0 : pieces[at - 1]!.start + pieces[at - 1]!.text.length,
        );
      });
    },
  );
});

describe('the windows of a text', () => {
  const at = (position: number, tokens: number) => ({
    text: '',
    ids: new Array<number>(tokens).fill(0),
    position,
  });

  test('weigh the more the later they stand', () => {
    const [first, last] = weighWindows([at(0, 50), at(1, 50)]);
    expect(last! / first!).toBeCloseTo(END_WEIGHT);
  });

  test('weigh by their length', () => {
    const [short, long] = weighWindows([at(0.5, 10), at(0.5, 40)]);
    expect(long! / short!).toBeCloseTo(4);
  });

  test.prop([fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(126)), { minLength: 1 })])(
    'share one weight',
    (drawn) => {
      const weights = weighWindows(drawn.map(([position, tokens]) => at(position, tokens)));
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1);
      expect(weights.every((weight) => weight >= 0)).toBe(true);
    },
  );
});
