import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What keeps Electron from opening a window on this computer, in words that
 * finish a sentence; null when nothing is known to. Only Linux can have one: no
 * display, or no way to build the sandbox that pages run in.
 *
 * @param {string} electron the path of its binary
 * @param {{ platform: string, env: NodeJS.ProcessEnv, isRoot: boolean }} computer
 * @param {(path: string) => string | null} [readText] of a file, null if there is none
 * @param {(path: string) => boolean} [isSetuidRoot]
 * @returns {string | null}
 */
export function electronObstacle(electron, computer, readText = read, isSetuidRoot = hasSetuidRoot) {
  const { platform, env, isRoot } = computer;
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY)
    return 'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';

  const helper = join(dirname(electron), 'chrome-sandbox');
  if (isRoot || env.ELECTRON_DISABLE_SANDBOX || mayMakeNamespaces(readText) || isSetuidRoot(helper))
    return null;
  return `This system does not let Electron build its sandbox (\`sudo chown root ${helper} && sudo chmod 4755 ${helper}\` would)`;
}

/** @param {(path: string) => string | null} readText */
function mayMakeNamespaces(readText) {
  const is = (/** @type {string} */ path, /** @type {string} */ value) => readText(path)?.trim() === value;
  return !(
    is('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1') ||
    is('/proc/sys/kernel/unprivileged_userns_clone', '0') ||
    is('/proc/sys/user/max_user_namespaces', '0')
  );
}

/** @param {string} path */
function hasSetuidRoot(path) {
  try {
    const { uid, mode } = statSync(path);
    return uid === 0 && (mode & 0o4000) !== 0;
  } catch {
    return false;
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
