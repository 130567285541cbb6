import { spawnSync } from 'node:child_process';

/** The words that go before a command which opens windows, so that it finds a display; or why it will find none. */
export function findDisplay(): { readonly prefix: readonly string[] } | { readonly missing: string } {
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (hasDisplay) return { prefix: [] };
  if (spawnSync('xvfb-run', ['--help']).status === 0) {
    return { prefix: ['xvfb-run', '-a', '-s', '-screen 0 1440x1000x24'] };
  }
  return { missing: 'there is no display, and xvfb-run is not installed' };
}
