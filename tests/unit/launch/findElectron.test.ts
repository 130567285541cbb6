import { describe, expect, test } from 'vitest';

import { electronObstacle } from '../../../src-main/launch/electronObstacle.mjs';
import { electronPlace } from '../../../src-main/launch/electronPlace.mjs';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

describe('where Electron is looked for', () => {
  const root = temporaryDirectory;

  test('in its package, under the name that the platform gives it', () => {
    const path = (platform: string) => electronPlace('/r', {}, platform).path.replaceAll('\\', '/');
    expect(path('linux')).toBe('/r/node_modules/electron/dist/electron');
    expect(path('win32')).toBe('/r/node_modules/electron/dist/electron.exe');
    expect(path('darwin')).toBe('/r/node_modules/electron/dist/Electron.app/Contents/MacOS/Electron');
  });

  test('where ELECTRON_OVERRIDE_DIST_PATH says, even if nothing is there', () => {
    const place = electronPlace(root(), { ELECTRON_OVERRIDE_DIST_PATH: '/mine' }, 'linux');
    expect(place).toMatchObject({ isThere: false, isOverride: true });
    expect(place.path.replaceAll('\\', '/')).toBe('/mine/electron');
  });
});

describe('what keeps Electron from opening a window', () => {
  const computer = { platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false };
  const noFiles = () => null;
  const noSetuid = () => false;
  const obstacle = (
    changes: Partial<typeof computer> = {},
    files: Record<string, string> = {},
    isSetuidRoot: () => boolean = noSetuid,
  ) =>
    electronObstacle(
      '/e/electron',
      { ...computer, ...changes },
      (path: string) => files[path] ?? null,
      isSetuidRoot,
    );

  test('nothing, on a Linux desktop that lets everyone build sandboxes', () => {
    expect(obstacle()).toBeNull();
    expect(obstacle({}, { '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '0\n' })).toBeNull();
  });

  test('a Linux without a display', () => {
    expect(obstacle({ env: {} as never })).toContain('no display');
    expect(obstacle({ env: { WAYLAND_DISPLAY: 'wayland-0' } as never })).toBeNull();
  });

  test('nothing, on systems that have no such thing', () => {
    for (const platform of ['win32', 'darwin']) {
      expect(electronObstacle('/e', { platform, env: {}, isRoot: false }, noFiles, noSetuid)).toBeNull();
    }
  });

  test.each([
    ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1\n'],
    ['/proc/sys/kernel/unprivileged_userns_clone', '0\n'],
    ['/proc/sys/user/max_user_namespaces', '0\n'],
  ])('a Linux that forbids the sandbox by %s, unless its helper may do it', (path, content) => {
    const files = { [path]: content };
    expect(obstacle({}, files)).toContain('sudo chown root /e/chrome-sandbox');
    expect(obstacle({}, files, () => true)).toBeNull();
    expect(obstacle({ isRoot: true }, files)).toBeNull();
  });
});
