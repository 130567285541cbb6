import { expect, test } from 'vitest';

import { withTasteFlag } from '../../../src-main/tasteFlag.ts';

const none = () => false;

test('in the commands about tastes, a profile that is no place names a taste', () => {
  expect(withTasteFlag(['train', '--profile', 'jazz-and-blues', '--json'], none)).toEqual([
    'train',
    '--taste',
    'jazz-and-blues',
    '--json',
  ]);
  expect(withTasteFlag(['models', 'rollback', '--profile=pop', '--profile', '/home/me'], none)).toEqual([
    'models',
    'rollback',
    '--taste=pop',
    '--profile',
    '/home/me',
  ]);
});

test('a directory, a path and every other command keep their profile', () => {
  for (const argv of [
    ['train', '--profile', './jazz'],
    ['train', '--profile', 'C:\\me'],
    ['models', 'list', '--profile', 'pop'],
    ['recommend', 'train', '--profile', 'pop'],
    ['train', '--profile'],
  ]) {
    expect(withTasteFlag(argv, none)).toEqual(argv);
  }
  expect(withTasteFlag(['train', '--profile', 'mine'], (path) => path === 'mine')).toEqual([
    'train',
    '--profile',
    'mine',
  ]);
});
