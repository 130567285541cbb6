import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { electronObstacle } from './electronObstacle.mjs';
import { electronPlace } from './electronPlace.mjs';
import { projectNode } from './projectNode.mjs';
import { runQuietly } from './runQuietly.mjs';

const DOWNLOAD_TIMEOUT_MS = 180_000;
const NO_CONNECTION = /fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT/;
const PROBE_TIMEOUT_MS = 30_000;
/** better-sqlite3 crashes in a process whose Node speaks an older one. */
const NEEDED_NODE_API = 10;

/**
 * An Electron that can open a window here, downloading the one of the electron
 * package if there is none; or the reason why there will be no window, in words
 * that finish a sentence.
 *
 * @param {string} root
 * @param {ReturnType<import('./progress.mjs').createProgress>} progress
 * @returns {Promise<{ path: string, isRoot: boolean, canHoldEngine: boolean } | { missing: string }>}
 */
export async function findElectron(root, progress) {
  const { env, platform } = process;
  const isRoot = platform === 'linux' && process.getuid?.() === 0;
  const { path, isThere, isOverride } = electronPlace(root, env, platform);

  const obstacle = electronObstacle(path, { platform, env, isRoot });
  if (obstacle) return { missing: obstacle };
  if (!isThere && isOverride)
    return { missing: `There is no ${path}, where ELECTRON_OVERRIDE_DIST_PATH says it is` };
  if (!isThere) {
    const failure = await download(root, progress);
    if (failure) return { missing: `Electron is not here and could not be downloaded (${failure})` };
  }
  return probe(path, isRoot);
}

/**
 * @param {string} root
 * @param {ReturnType<import('./progress.mjs').createProgress>} progress
 * @returns {Promise<string | null>} why it failed
 */
async function download(root, progress) {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  try {
    await progress.step('Downloading Electron (once, about 120 MB)', 'Electron downloaded', () =>
      runQuietly([projectNode(root), installer], { cwd: root, timeoutMs: DOWNLOAD_TIMEOUT_MS }),
    );
    return null;
  } catch (error) {
    const reason = firstLine(error);
    return NO_CONNECTION.test(reason) ? 'no connection to the server that has it' : reason;
  }
}

/**
 * Asks a binary for its Node-API: that shows whether it starts at all, too.
 *
 * @param {string} path
 * @param {boolean} isRoot
 */
function probe(path, isRoot) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { status, stdout, stderr, error } = spawnSync(path, ['-p', 'process.versions.napi'], {
    env,
    encoding: 'utf8',
    timeout: PROBE_TIMEOUT_MS,
  });
  if (status !== 0) return { missing: `Electron does not start here (${firstLine(error ?? stderr)})` };
  return { path, isRoot, canHoldEngine: Number(stdout) >= NEEDED_NODE_API };
}

/** @param {unknown} failure */
function firstLine(failure) {
  const text = failure instanceof Error ? failure.message : String(failure);
  return text.trim().split('\n')[0]?.trim() || 'no reason given';
}
