import { expect, test } from 'vitest';

import { describePoint } from '../../../src-renderer/lib/describePoint.ts';
import { duration } from '../../../src-renderer/lib/duration.ts';
import { amount, counted } from '../../../src-renderer/lib/quantity.ts';
import { moodWords } from '../../../src-renderer/lib/moodWords.ts';
import { shortcutWords } from '../../../src-renderer/lib/shortcutWords.ts';
import { textDirection } from '../../../src-renderer/lib/textDirection.ts';
import { songKey } from '../../../src-renderer/lib/songKey.ts';

test.each([
  [0, 0, 'neutral'],
  [0.9, 0, 'very pleasant'],
  [-0.5, 0.2, 'unpleasant, slightly energetic'],
  [0.1, -0.9, 'very calm'],
])('the point (%s, %s) reads as %s', (valence, arousal, words) => {
  expect(describePoint({ valence, arousal })).toBe(words);
});

test.each([
  [0, 'a few seconds'],
  [Number.NaN, 'a few seconds'],
  [12_300, '15 seconds'],
  [59_000, 'a minute'],
  [600_000, '10 minutes'],
])('%s ms read as %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test('counts have their noun, bytes their unit', () => {
  expect(counted(1, 'song')).toBe('1 song');
  expect(counted(89_741, 'song')).toBe('89,741 songs');
  expect(amount(8_123_456, 'bytes')).toBe('8.1 MB');
  expect(amount(1200, 'rows')).toBe('1,200 rows');
});

test('letters judge and arrows walk, but not with a modifier', () => {
  const press = (key: string, ctrlKey = false) => songKey({ key, ctrlKey, metaKey: false, altKey: false });
  expect([press('l'), press('D'), press('s')]).toEqual([
    { verdict: 'like' },
    { verdict: 'dislike' },
    { verdict: 'skip' },
  ]);
  expect([press('u'), press('m'), press('N'), press('ArrowDown'), press('End')]).toEqual([
    'undo',
    'alike',
    'never',
    { move: 'next' },
    { move: 'last' },
  ]);
  expect([press('l', true), press('x'), press('constructor')]).toEqual([null, null, null]);
});

test.each([
  ['', 'ltr'],
  ['I am fine', 'ltr'],
  ['أشعر بالسعادة', 'rtl'],
  ['😀 42 — שלום', 'rtl'],
  ['ok, שלום', 'ltr'],
])('“%s” runs %s', (text, direction) => {
  expect(textDirection(text)).toBe(direction);
});

test('the direction of a text of 1 MB is known at once', () => {
  expect(textDirection(' '.repeat(1_000_000) + 'שלום')).toBe('ltr');
});

test.each([
  ['linux', 'Ctrl+Shift+Space'],
  ['win32', 'Ctrl+Shift+Space'],
  ['darwin', '⌘⇧Space'],
])('on %s the shortcut reads as %s', (platform, words) => {
  expect(shortcutWords('CommandOrControl+Shift+Space', platform)).toBe(words);
});

test.each([
  ['gloomy', -0.7, -0.5, 'gloomy'],
  ['excited', 0.2, 0.2, 'a little excited'],
  ['neutral', 0.1, 0, 'neutral'],
])('%s at (%s, %s) reads as %s', (mood, valence, arousal, words) => {
  expect(moodWords(mood, { valence, arousal })).toBe(words);
});
