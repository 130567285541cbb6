import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { electronDirectory } from '../../../src-main/desktop/electronDirectory.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

test('Electron’s own files lie inside the profile, which is made', () => {
  const profile = join(temporaryDirectory(), 'new', 'profile');
  expect(electronDirectory(profile)).toBe(join(profile, 'electron'));
  expect(statSync(join(profile, 'electron')).isDirectory()).toBe(true);
});

test('they lie elsewhere when the profile cannot be made, so that a window can say so', () => {
  const profile = join(import.meta.filename, 'profile');
  const directory = electronDirectory(profile);
  onTestFinished(() => rmSync(directory, { recursive: true }));
  expect(directory.startsWith(profile)).toBe(false);
  expect(statSync(directory).isDirectory()).toBe(true);
});
