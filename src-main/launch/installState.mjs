import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm ci` is asked for; the flags hold whatever the person's own settings leave out. */
export const NPM_ARGS = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];

/**
 * Whether node_modules is what the lockfile asks for: by our own stamp, or by
 * npm's record of what it installed, for someone may have run npm themselves.
 *
 * @param {string} root
 * @returns {boolean}
 */
export function isInstalled(root) {
  const lock = read(join(root, 'package-lock.json'));
  if (lock === null) return false;
  if (read(stampOf(root)) === digest(lock)) return true;

  const record = read(join(root, 'node_modules', '.package-lock.json'));
  if (record === null || !fulfils(parse(record), parse(lock))) return false;
  try {
    markInstalled(root);
  } catch {
    // A checkout that cannot be written is compared anew each time.
  }
  return true;
}

/**
 * Remembers that node_modules fits the lockfile as it is now.
 *
 * @param {string} root
 */
export function markInstalled(root) {
  writeFileSync(stampOf(root), digest(readFileSync(join(root, 'package-lock.json'), 'utf8')));
}

/**
 * Whether what npm installed is what the lockfile lists. Packages that are
 * optional may be absent, as they are on other platforms.
 *
 * @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} Lockfile
 * @param {Lockfile} record npm's record inside node_modules
 * @param {Lockfile} lock
 * @returns {boolean}
 */
export function fulfils(record, lock) {
  const installed = record.packages ?? {};
  const wanted = lock.packages ?? {};
  const isSame = (/** @type {string} */ path) =>
    installed[path]?.version === wanted[path]?.version &&
    installed[path]?.integrity === wanted[path]?.integrity;

  return (
    Object.keys(installed).every((path) => path in wanted && isSame(path)) &&
    Object.entries(wanted).every(([path, { optional }]) => path === '' || optional || path in installed)
  );
}

/**
 * How to run npm: the one that started us, by the Node that runs it; else the
 * one in the PATH.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {[string, ...string[]]}
 */
export function npmCommand(env) {
  const cli = env.npm_execpath?.replace(/npx-cli\.js$/, 'npm-cli.js');
  if (cli?.endsWith('npm-cli.js')) return [env.npm_node_execpath ?? process.execPath, cli];
  return ['npm'];
}

/** @param {string} root */
function stampOf(root) {
  return join(root, 'node_modules', '.words-to-waves');
}

/** @param {string} text */
function digest(text) {
  return `${createHash('sha256').update(text).digest('hex')}\n`;
}

/**
 * @param {string} text
 * @returns {Lockfile} an empty one for a file that was cut off
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
