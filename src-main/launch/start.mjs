/**
 * `npm start`: prepares the checkout, then opens the desktop app, or the same
 * app in a browser where Electron cannot be had.
 */
import { join } from 'node:path';

import { callerDirectory } from './callerDirectory.mjs';
import { findElectron } from './findElectron.mjs';
import { failLaunch } from './launchError.mjs';
import { prepare } from './prepare.mjs';
import { createProgress } from './progress.mjs';
import { projectNode } from './projectNode.mjs';
import { projectRoot } from './projectRoot.mjs';
import { runThrough } from './runThrough.mjs';

/** An Electron that fails within this time has not opened a window. */
const FAILED_START_MS = 5_000;

const USAGE = `Usage: npm start [-- OPTIONS]
  --profile DIR  keep everything in this directory
  --quick        open the quick-mood popup instead of the journal
  --browser      use a browser instead of Electron
  --port N       for the browser: this port instead of any free one
  --no-open      for the browser: only print the address
`;

const progress = createProgress(process.stderr);
const args = process.argv.slice(2);
const cwd = callerDirectory(process.env, process.cwd(), 'start');

/**
 * @param {Extract<Awaited<ReturnType<typeof findElectron>>, { path: string }>} electron
 * @returns {Promise<number | null>} the exit code; null if it never got as far as a window
 */
async function openDesktop({ path, isRoot, canHoldEngine }) {
  if (isRoot) progress.say('Running as root: Electron starts without its sandbox (--no-sandbox).');
  const env = { ...process.env };
  if (!canHoldEngine) env.WAVES_ENGINE_NODE ||= projectNode(projectRoot);
  const startedAt = performance.now();
  const code = await runThrough(path, [...(isRoot ? ['--no-sandbox'] : []), projectRoot, ...args], {
    cwd,
    env,
  });
  return code !== 0 && performance.now() - startedAt < FAILED_START_MS ? null : code;
}

/** @returns {Promise<number>} the exit code */
function openBrowser() {
  const host = join(projectRoot, 'out', 'main', 'host.js');
  const options = args.filter((arg) => arg !== '--browser' && arg !== '--quick');
  if (!options.includes('--no-open')) options.push('--open');
  return runThrough(projectNode(projectRoot), [host, ...options], { cwd });
}

/** @returns {Promise<number>} the exit code */
async function start() {
  if (args.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  await prepare(projectRoot);
  if (args.includes('--browser')) return openBrowser();

  const electron = await findElectron(projectRoot, progress);
  const code = 'missing' in electron ? null : await openDesktop(electron);
  if (code !== null) return code;

  const reason = 'missing' in electron ? electron.missing : 'Electron did not open';
  progress.say(`${reason}: serving the same app in your browser instead.`);
  return openBrowser();
}

try {
  process.exitCode = await start();
} catch (error) {
  failLaunch(error);
}
