import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './runProcess.ts';

/** better-sqlite3 crashes in an Electron whose Node speaks an older one. */
const NEEDED_NODE_API = 10;
const DOWNLOAD_TIMEOUT_MS = 120_000;

const binary =
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';

/** An Electron that starts here, with the environment it needs; or why there is none. */
export type FoundElectron =
  { readonly executablePath: string; readonly env: Record<string, string> } | { readonly missing: string };

/**
 * The Electron for the end-to-end tests: `ELECTRON_OVERRIDE_DIST_PATH`, or the
 * one that the electron package has downloaded. One that is too old to hold
 * the engine runs it under this Node instead.
 */
export function findElectron(): FoundElectron {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const executablePath = join(override ?? join(root, 'node_modules/electron/dist'), binary);
  if (!existsSync(executablePath)) {
    return {
      missing: override
        ? `ELECTRON_OVERRIDE_DIST_PATH holds no ${binary}`
        : 'its binary is not installed and could not be downloaded',
    };
  }

  const probe = spawnSync(executablePath, ['-p', 'process.versions.napi'], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (probe.status !== 0) {
    const reason = `${probe.error?.message ?? probe.stderr}`.trim().split('\n').at(-1) ?? '';
    return { missing: `its binary does not start here (${reason})` };
  }
  const isTooOld = Number(probe.stdout) < NEEDED_NODE_API;
  return { executablePath, env: isTooOld ? { WAVES_ENGINE_NODE: process.execPath } : {} };
}

/** The same, after one attempt to download the binary of the electron package where it is missing. */
export function provideElectron(say: (line: string) => void): FoundElectron {
  const found = findElectron();
  if (!('missing' in found) || process.env.ELECTRON_OVERRIDE_DIST_PATH) return found;

  say('downloading Electron');
  spawnSync(process.execPath, [join(root, 'node_modules/electron/install.js')], {
    timeout: DOWNLOAD_TIMEOUT_MS,
  });
  return findElectron();
}
