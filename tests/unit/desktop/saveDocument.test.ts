import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { saveDocument } from '../../../src-main/desktop/saveDocument.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

test('a document is written whole, as UTF-8, and nothing is left beside it', async () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'Abend – ruhig.m3u8');
  await saveDocument(path, '#EXTM3U\nBjörk\n');
  expect(readFileSync(path, 'utf8')).toBe('#EXTM3U\nBjörk\n');
  expect(readdirSync(directory)).toEqual(['Abend – ruhig.m3u8']);
});

test('a document takes the place of an older one', async () => {
  const path = join(temporaryDirectory(), 'list.csv');
  writeFileSync(path, 'older and longer');
  await saveDocument(path, 'newer');
  expect(readFileSync(path, 'utf8')).toBe('newer');
});

test('a link stays a link', async () => {
  const directory = temporaryDirectory();
  const [target, link] = [join(directory, 'target.csv'), join(directory, 'link.csv')];
  writeFileSync(target, 'older');
  symlinkSync(target, link);
  await saveDocument(link, 'newer');
  expect(readlinkSync(link)).toBe(target);
  expect(readFileSync(target, 'utf8')).toBe('newer');
});

test('a folder that is not there is said in words', async () => {
  const path = join(temporaryDirectory(), 'gone', 'list.csv');
  await expect(saveDocument(path, 'x')).rejects.toMatchObject({
    code: 'not-saved',
    message: 'list.csv was not saved: that folder does not exist. Choose another.',
  });
});

test('a directory of that name stays, and nothing is left beside it', async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'list.csv'));
  await expect(saveDocument(join(directory, 'list.csv'), 'x')).rejects.toMatchObject({ code: 'not-saved' });
  expect(readdirSync(directory)).toEqual(['list.csv']);
});

test('a folder that cannot be written is said in words, and the older file stays', async (context) => {
  if (process.getuid?.() === 0 || process.platform === 'win32')
    context.skip('this user may write everywhere');
  const directory = temporaryDirectory();
  const path = join(directory, 'list.csv');
  writeFileSync(path, 'older');
  chmodSync(directory, 0o500);
  await expect(saveDocument(path, 'x')).rejects.toMatchObject({ code: 'not-saved' });
  chmodSync(directory, 0o700);
  expect(readFileSync(path, 'utf8')).toBe('older');
});
