import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from 'vitest';

import { isBuilt, markBuilt, signSources } from '../../../src-main/launch/buildState.mjs';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

const prepareModule = pathToFileURL(join(import.meta.dirname, '../../../src-main/launch/prepare.mjs')).href;
const outputs = [
  'main/index.js',
  'main/engine.js',
  'main/host.js',
  'main/cli.js',
  'preload/index.cjs',
  'renderer/index.html',
];

/** Stands in for electron-vite: takes a moment, notes that it ran, and fails where the sources say so. */
const bundler = `
  const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require('node:fs');
  const { dirname } = require('node:path');
  if (existsSync('src-main/broken.ts')) { console.error('broken.ts does not parse'); process.exit(1); }
  setTimeout(() => {
    appendFileSync('builds', 'x');
    for (const path of ${JSON.stringify(outputs)}) {
      mkdirSync(dirname('out/' + path), { recursive: true });
      writeFileSync('out/' + path, '');
    }
  }, 300);
`;

/** A checkout with its packages installed and nothing built. */
function checkout(): string {
  const root = temporaryDirectory();
  const files = {
    'package.json': '{"name":"x"}',
    'package-lock.json': '{"packages":{}}',
    'node_modules/.package-lock.json': '{"packages":{}}',
    'node_modules/electron-vite/bin/electron-vite.js': bundler,
    'src-main/index.ts': '1',
    'src-main/launch/start.mjs': '1',
    'resources/icon.png': '1',
  };
  for (const [path, content] of Object.entries(files)) write(root, path, content);
  return root;
}

function write(root: string, path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const script = (root: string) => [
  '--input-type=module',
  '--eval',
  `import { prepare } from ${JSON.stringify(prepareModule)}; await prepare(${JSON.stringify(root)});`,
];
const prepare = (root: string) => spawnSync(process.execPath, script(root), { encoding: 'utf8' });
const builds = (root: string) => readFileSync(join(root, 'builds'), 'utf8').length;

test('it builds once, says so, and has nothing to say the next time', () => {
  const root = checkout();
  expect(prepare(root).stderr).toMatch(/^Building the app …\nApp built in \d+\.\d s\.\n$/);
  expect(prepare(root)).toMatchObject({ status: 0, stderr: '', stdout: '' });
  expect(builds(root)).toBe(1);
});

test('two starts at once take turns, and one build serves both', async () => {
  const root = checkout();
  const starts = [1, 2].map(() => spawn(process.execPath, script(root), { stdio: 'ignore' }));
  const ends = await Promise.all(starts.map((start) => once(start, 'exit')));
  expect(ends).toEqual([
    [0, null],
    [0, null],
  ]);
  expect(builds(root)).toBe(1);
});

test('a checkout that cannot be written is said in words', () => {
  const root = checkout();
  write(root, 'out', 'a file where a directory must be');
  const start = `import { prepare } from ${JSON.stringify(prepareModule)};
    import { failLaunch } from ${JSON.stringify(prepareModule.replace('prepare.mjs', 'launchError.mjs'))};
    await prepare(${JSON.stringify(root)}).catch(failLaunch);`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', start], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^The app cannot be prepared: .+\nTo go on: make .+ writable and start again\.\n$/);
});

test('a start takes over from one that was killed in the middle', async () => {
  const root = checkout();
  const dead = spawn(process.execPath, ['--eval', '']);
  await once(dead, 'exit');
  write(root, 'out/.preparing', `${dead.pid}\n`);
  expect(prepare(root)).toMatchObject({ status: 0, stderr: expect.not.stringContaining('Waiting') });
});

test('a build that fails says what the bundler said and how to repeat it, and is tried again', () => {
  const root = checkout();
  write(root, 'src-main/broken.ts', '');
  const failed = prepare(root);
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain('The app could not be built:\n  broken.ts does not parse');
  expect(failed.stderr).toContain('npm run build');

  rmSync(join(root, 'src-main/broken.ts'));
  expect(prepare(root).status).toBe(0);
});

test.each([
  ['changes', (root: string) => write(root, 'src-main/index.ts', '22')],
  ['is added', (root: string) => write(root, 'src-renderer/deep/new.svelte', '')],
  ['is removed', (root: string) => rmSync(join(root, 'resources/icon.png'))],
  [
    'is renamed',
    (root: string) => renameSync(join(root, 'src-main/index.ts'), join(root, 'src-main/main.ts')),
  ],
  ['is put back with an older date', (root: string) => utimesSync(join(root, 'src-main/index.ts'), 1, 1)],
])('the build is stale when a source %s', (_case, change) => {
  const root = checkout();
  for (const path of outputs) write(root, `out/${path}`, '');
  markBuilt(root, signSources(root));
  expect(isBuilt(root)).toBe(true);
  change(root);
  expect(isBuilt(root)).toBe(false);
});

test('the build is stale when a part of it is gone, and not when what starts it changes', () => {
  const root = checkout();
  for (const path of outputs) write(root, `out/${path}`, '');
  markBuilt(root, signSources(root));
  write(root, 'src-main/launch/start.mjs', '22');
  expect(isBuilt(root)).toBe(true);
  rmSync(join(root, 'out/main/cli.js'));
  expect(isBuilt(root)).toBe(false);
});
