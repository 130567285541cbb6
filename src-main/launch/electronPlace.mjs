import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where the executable lies inside Electron's distribution.
 *
 * @type {Readonly<Record<string, string>>}
 */
const EXECUTABLES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * Where Electron's binary is or would be: in the directory that
 * `ELECTRON_OVERRIDE_DIST_PATH` names, else in the electron package.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 * @returns {{ path: string, isThere: boolean, isOverride: boolean }}
 */
export function electronPlace(root, env, platform) {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const directory = override || join(root, 'node_modules', 'electron', 'dist');
  const path = join(directory, EXECUTABLES[platform] ?? 'electron');
  return { path, isThere: existsSync(path), isOverride: Boolean(override) };
}
