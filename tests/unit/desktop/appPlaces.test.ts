import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

import { expect, test } from 'vitest';

import { appPlaces } from '../../../src-main/appPlaces.ts';

test('the places of the sources are there', () => {
  const { root, engine, resources } = appPlaces([], {});
  expect(existsSync(join(root, 'package.json'))).toBe(true);
  expect(engine).toBe(join(root, 'src-main', 'engine.ts'));
  expect(existsSync(resources)).toBe(true);
});

test('the engine is told absolute paths, however they were given', () => {
  const { engineArgs, profile, models } = appPlaces(['--profile', 'mine', '--models=theirs'], {});
  expect(profile).toBe(join(process.cwd(), 'mine'));
  expect(models).toBe(join(process.cwd(), 'theirs'));
  expect(engineArgs).toEqual(['--profile', profile, '--models', models, '--resources', expect.any(String)]);
  expect(isAbsolute(engineArgs[5]!)).toBe(true);
});
