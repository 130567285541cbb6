import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A place for windows, until it is closed. */
export type Display = { close(): void };

/**
 * Makes sure that windows can open: on the display that is there, else on a
 * virtual one that this process and its children then use. Null where no
 * display can be had.
 */
export async function openDisplay(): Promise<Display | null> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return { close: () => {} };

  const args = ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const { promise, resolve } = Promise.withResolvers<string | null>();
  server.on('error', () => resolve(null));
  server.on('exit', () => resolve(null));
  createInterface({ input: server.stdio[3] as Readable }).once('line', resolve);
  const number = await promise;
  if (number === null) return null;

  process.env.DISPLAY = `:${number}`;
  return {
    close() {
      delete process.env.DISPLAY;
      server.kill();
    },
  };
}
