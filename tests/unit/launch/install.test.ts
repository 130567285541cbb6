import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { fulfils, isInstalled, npmCommand } from '../../../src-main/launch/installState.mjs';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

const lock = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.2.0', integrity: 'sha512-a' },
    'node_modules/for-other-systems': { version: '3.0.0', integrity: 'sha512-o', optional: true },
  },
};
const record = { packages: { 'node_modules/a': lock.packages['node_modules/a'] } };

describe('what npm installed', () => {
  test('fulfils the lockfile without the packages for other systems', () => {
    expect(fulfils(record, lock)).toBe(true);
    expect(fulfils({ packages: { ...lock.packages } }, lock)).toBe(true);
  });

  test.each([
    ['a package is missing', { packages: {} }],
    [
      'a package has another version',
      { packages: { 'node_modules/a': { version: '1.1.0', integrity: 'sha512-a' } } },
    ],
    [
      'a package has other contents',
      { packages: { 'node_modules/a': { version: '1.2.0', integrity: 'sha512-b' } } },
    ],
    [
      'there is a package too many',
      { packages: { ...record.packages, 'node_modules/b': { version: '1.0.0' } } },
    ],
    ['it says nothing', {}],
  ])('does not fulfil it when %s', (_case, installed) => expect(fulfils(installed, lock)).toBe(false));
});

describe('whether the packages are installed', () => {
  function checkout() {
    const root = temporaryDirectory();
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
    return root;
  }

  test('no, in a fresh clone', () => expect(isInstalled(checkout())).toBe(false));

  test('yes, when somebody ran npm by hand; and still when the record is gone, until the lockfile changes', () => {
    const root = checkout();
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify(record));
    expect(isInstalled(root)).toBe(true);

    rmSync(join(root, 'node_modules', '.package-lock.json'));
    expect(isInstalled(root)).toBe(true);
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ ...lock, name: 'changed' }));
    expect(isInstalled(root)).toBe(false);
  });
});

test('npm is the one that started us, run by its own Node, even when that was npx', () => {
  const env = { npm_node_execpath: '/old/node', npm_execpath: '/npm/bin/npx-cli.js' };
  expect(npmCommand(env)).toEqual(['/old/node', '/npm/bin/npm-cli.js']);
  expect(npmCommand({ ...env, npm_execpath: '/yarn/bin/yarn.js' })).toEqual(['npm']);
  expect(npmCommand({})).toEqual(['npm']);
});
