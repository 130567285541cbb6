import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the build reads. */
const INPUTS = [
  'src-main',
  'src-preload',
  'src-renderer',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
/** Runs from its sources. */
const NOT_BUILT = 'src-main/launch';
/** What a build leaves when it is whole. */
const OUTPUTS = [
  'main/index.js',
  'main/engine.js',
  'main/host.js',
  'main/cli.js',
  'preload/index.cjs',
  'renderer/index.html',
];

/**
 * Whether `out/` was built from the sources as they are.
 *
 * @param {string} root
 * @param {string} [signature] of the sources
 * @returns {boolean}
 */
export function isBuilt(root, signature = signSources(root)) {
  const stamp = stampOf(root);
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === signature &&
    OUTPUTS.every((path) => existsSync(join(root, 'out', path)))
  );
}

/**
 * Forgets the last build, so that one that is cut off does not count.
 *
 * @param {string} root
 */
export function markUnbuilt(root) {
  rmSync(stampOf(root), { force: true });
}

/**
 * Remembers the sources that `out/` was built from: their signature before the
 * build, so that an edit during it leads to another.
 *
 * @param {string} root
 * @param {string} signature
 */
export function markBuilt(root, signature) {
  writeFileSync(stampOf(root), signature);
}

/**
 * A digest of every source's path, size and time of change. It notices what
 * "newer than the build" does not: a file removed, renamed, or put back with an
 * older date.
 *
 * @param {string} root
 * @returns {string}
 */
export function signSources(root) {
  const hash = createHash('sha256');
  for (const input of INPUTS) if (existsSync(join(root, input))) sign(root, input, hash);
  return `${hash.digest('hex')}\n`;
}

/**
 * @param {string} root
 * @param {string} path
 * @param {import('node:crypto').Hash} hash
 */
function sign(root, path, hash) {
  if (path === NOT_BUILT) return;
  const { size, mtimeMs, isDirectory } = describe(join(root, path));
  if (isDirectory) {
    for (const name of readdirSync(join(root, path)).sort()) sign(root, `${path}/${name}`, hash);
  } else {
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
}

/** @param {string} path */
function describe(path) {
  const stat = statSync(path);
  return { size: stat.size, mtimeMs: stat.mtimeMs, isDirectory: stat.isDirectory() };
}

/** @param {string} root */
function stampOf(root) {
  return join(root, 'out', '.built');
}
