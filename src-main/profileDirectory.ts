import { posix, win32 } from 'node:path';

import { flagValue } from './flagValue.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The directory that holds everything of one person: `--profile`, else
 * `WAVES_PROFILE`, else the platform's place for application data. Every door
 * uses it, so all of them open the same profile. Absolute, or relative to the
 * working directory where the person gave it so; an empty value counts as none.
 */
export function profileDirectory(
  argv: readonly string[],
  env: Environment,
  platform: NodeJS.Platform,
  home: string,
): string {
  return flagValue(argv, 'profile') || env.WAVES_PROFILE || platformDirectory(env, platform, home);
}

function platformDirectory(env: Environment, platform: NodeJS.Platform, home: string): string {
  if (platform === 'win32') {
    return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Words to Waves');
  }
  if (platform === 'darwin') {
    return posix.join(home, 'Library', 'Application Support', 'Words to Waves');
  }
  // The XDG specification: a relative path is invalid and is to be ignored.
  const given = env.XDG_DATA_HOME ?? '';
  return posix.join(posix.isAbsolute(given) ? given : posix.join(home, '.local', 'share'), 'words-to-waves');
}
