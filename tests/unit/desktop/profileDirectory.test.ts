import { fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';

import { flagValue } from '../../../src-main/flagValue.ts';
import { profileDirectory } from '../../../src-main/profileDirectory.ts';

describe('the profile directory', () => {
  test.each([
    ['linux', {}, '/home/ada', '/home/ada/.local/share/words-to-waves'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/home/ada', '/data/words-to-waves'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ada', '/home/ada/.local/share/words-to-waves'],
    ['linux', { XDG_DATA_HOME: '' }, '/home/ada', '/home/ada/.local/share/words-to-waves'],
    ['freebsd', {}, '/home/ada', '/home/ada/.local/share/words-to-waves'],
    ['darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/Words to Waves'],
    ['win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\ada', 'D:\\Roaming\\Words to Waves'],
    ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\Words to Waves'],
  ] as const)('on %s with %j lies in the place for application data', (platform, env, home, expected) => {
    expect(profileDirectory([], env, platform, home)).toBe(expected);
  });

  test('is what the environment says, and the argument goes before that', () => {
    const env = { WAVES_PROFILE: '/from-env', XDG_DATA_HOME: '/data' };
    expect(profileDirectory([], env, 'linux', '/h')).toBe('/from-env');
    expect(profileDirectory(['--profile', '/from-flag'], env, 'linux', '/h')).toBe('/from-flag');
    expect(profileDirectory(['--profile=/from-flag'], env, 'linux', '/h')).toBe('/from-flag');
  });

  test('is not the working directory when an argument or variable is empty', () => {
    expect(profileDirectory(['--profile='], { WAVES_PROFILE: '' }, 'linux', '/h')).toBe(
      '/h/.local/share/words-to-waves',
    );
  });
});

describe('the value of a flag', () => {
  const value = fc.string().filter((text) => !text.startsWith('--'));
  const others = fc.array(fc.string().filter((text) => !text.startsWith('--profile')));

  test('is found among any other arguments, in both ways of writing', () => {
    fc.assert(
      fc.property(others, value, others, (before, given, after) => {
        expect(flagValue([...before, '--profile', given, ...after], 'profile')).toBe(given);
        expect(flagValue([...before, `--profile=${given}`, ...after], 'profile')).toBe(given);
        expect(flagValue([...before, ...after], 'profile')).toBeNull();
      }),
    );
  });

  test('is the last one where there are several, and null where nothing follows', () => {
    expect(flagValue(['--profile', 'a', '--profile=b'], 'profile')).toBe('b');
    expect(flagValue(['--profile'], 'profile')).toBeNull();
    expect(flagValue(['--profiles', 'a'], 'profile')).toBeNull();
  });
});
