import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A place for windows, until it is closed. */
export type Display = { close(): void };

/**
 * Gives this process and its children a display for windows. On Linux that is
 * a virtual one of their own where Xvfb is installed, so that no other window
 * takes the focus, and the one in the environment otherwise. Null where no
 * display can be had.
 */
export async function openDisplay(): Promise<Display | null> {
  const own = process.platform === 'linux' ? await openVirtualDisplay() : null;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (own || process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return own ?? { close: () => {} };
  return null;
}

async function openVirtualDisplay(): Promise<Display | null> {
  const args = ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const { promise, resolve } = Promise.withResolvers<string | null>();
  server.on('error', () => resolve(null));
  server.on('exit', () => resolve(null));
  createInterface({ input: server.stdio[3] as Readable }).once('line', resolve);
  const number = await promise;
  if (number === null) return null;

  const { DISPLAY } = process.env;
  process.env.DISPLAY = `:${number}`;
  return {
    close() {
      if (DISPLAY === undefined) delete process.env.DISPLAY;
      else process.env.DISPLAY = DISPLAY;
      server.kill();
    },
  };
}
