import { join } from 'node:path';

import { isBuilt, markBuilt, markUnbuilt, signSources } from './buildState.mjs';
import { isInstalled, markInstalled, NPM_ARGS, npmCommand } from './installState.mjs';
import { LaunchError } from './launchError.mjs';
import { withProcessLock } from './processLock.mjs';
import { createProgress } from './progress.mjs';
import { projectNode } from './projectNode.mjs';
import { runQuietly } from './runQuietly.mjs';

const OLDEST_NODE = 20;

/**
 * Makes a checkout ready to run on bare Node: installs the packages when they
 * are missing or not what the lockfile says, builds when the sources have
 * changed. Says what it does on `out`, and nothing when there is nothing to do.
 * Two processes that prepare at once take turns. Throws `LaunchError`.
 *
 * @param {string} root
 * @param {{ write(text: string): unknown, isTTY?: boolean }} [out]
 * @returns {Promise<void>}
 */
export async function prepare(root, out = process.stderr) {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new LaunchError(
      `Node ${OLDEST_NODE} or newer is needed to start; this is Node ${process.versions.node}.`,
      'install a newer Node from https://nodejs.org',
    );
  }
  if (isInstalled(root) && isBuilt(root)) return;

  const progress = createProgress(out);
  const onWait = (/** @type {number} */ holder) =>
    progress.say(`Waiting for process ${holder}, which is preparing the app already …`);
  const work = async () => {
    // Looked at again: whoever held the lock may have done it all.
    if (!isInstalled(root)) await install(root, progress);
    const signature = signSources(root);
    if (!isBuilt(root, signature)) await build(root, signature, progress);
  };
  await withProcessLock(join(root, 'out', '.preparing'), onWait, work).catch((error) => {
    if (error instanceof LaunchError || !error.code) throw error;
    throw new LaunchError(
      `The app cannot be prepared: ${error.message}.`,
      `make ${root} writable and start again`,
    );
  });
}

/**
 * @param {string} root
 * @param {ReturnType<typeof createProgress>} progress
 */
async function install(root, progress) {
  const command = npmCommand(process.env);
  const isWindowsShim = process.platform === 'win32' && command.length === 1;
  await progress.step(
    'Installing packages (npm ci; half a minute the first time)',
    'Packages installed',
    () =>
      runQuietly([...command, ...NPM_ARGS], { cwd: root, shell: isWindowsShim }).catch((error) => {
        throw new LaunchError(
          `The packages could not be installed:\n${indent(error.message)}`,
          'run `npm ci` to repeat it',
        );
      }),
  );
  markInstalled(root);
}

/**
 * @param {string} root
 * @param {string} signature
 * @param {ReturnType<typeof createProgress>} progress
 */
async function build(root, signature, progress) {
  const bundler = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  markUnbuilt(root);
  await progress.step('Building the app', 'App built', () =>
    runQuietly([projectNode(root), bundler, 'build'], { cwd: root }).catch((error) => {
      throw new LaunchError(
        `The app could not be built:\n${indent(error.message)}`,
        'run `npm run build` to repeat it',
      );
    }),
  );
  markBuilt(root, signature);
}

/** @param {string} text */
function indent(text) {
  return text.replaceAll(/^/gm, '  ');
}
