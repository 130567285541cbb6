import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { _electron, expect, type Page } from '@playwright/test';

import { findElectron } from '../../../src-main/launch/findElectron.mjs';
import { createProgress } from '../../../src-main/launch/progress.mjs';
import { root } from '../../support/suite/runProcess.ts';
import { collectOutput } from './collectOutput.ts';
import type { Door, WatchPage } from './door.ts';

/**
 * Opens the app in Electron. The platform's file dialogs are the one thing
 * that is answered in its place. Playwright finds the same Electron by itself;
 * were it told the path, it would not hold the app back until it listens, and
 * one launch in fifty would wait for ever.
 */
export async function openElectron(profile: string, watch: WatchPage): Promise<Door> {
  const found = await findElectron(root, createProgress(process.stderr));
  if ('missing' in found) throw new Error(`electron: not run — ${found.missing}`);

  const app = await _electron.launch({
    args: ['--no-sandbox', '--disable-gpu', '.', '--profile', profile],
    cwd: root,
    env: {
      ...(process.env as Record<string, string>),
      ...(found.canHoldEngine ? {} : { WAVES_ENGINE_NODE: process.execPath }),
    },
  });
  const log = collectOutput(app.process());
  app.on('window', watch);
  const page = await app.firstWindow();
  watch(page);
  const quickPage = () => app.windows().find((window) => window.url().includes('face=quick'));

  return {
    page,
    desktop: app,
    pid: app.process().pid!,
    async choose(paths, act) {
      await app.evaluate(
        ({ dialog }, filePaths) => {
          dialog.showOpenDialog = async () => ({ canceled: false, filePaths });
        },
        [...paths],
      );
      await act();
    },
    async save(act) {
      const directory = await mkdtemp(join(tmpdir(), 'waves-saved-'));
      try {
        const written = await app.evaluate(({ dialog }, folder) => {
          dialog.showSaveDialog = async (...args: unknown[]) => {
            const { defaultPath = 'unnamed' } = args.at(-1) as { defaultPath?: string };
            const filePath = `${folder}/${defaultPath.split('/').at(-1)}`;
            return { canceled: false, filePath };
          };
          return folder;
        }, directory);
        await act();
        const path = await firstFileIn(written);
        return { name: basename(path), content: await readFile(path, 'utf8') };
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    },
    async openQuick() {
      const opening: Promise<Page> = quickPage()
        ? Promise.resolve(quickPage()!)
        : app.waitForEvent('window', (window) => window.url().includes('face=quick'));
      await app.evaluate(({ app: electronApp }) => {
        electronApp.emit('second-instance', {}, ['electron', '.', '--quick'], '/');
      });
      return opening;
    },
    log,
    close: () => app.close(),
  };
}

/** The one file in a directory, once it is there whole. */
async function firstFileIn(directory: string): Promise<string> {
  let path = '';
  await expect
    .poll(async () => {
      const name = (await readdir(directory)).find((found) => !found.startsWith('.'));
      path = name ? join(directory, name) : '';
      return path ? (await readFile(path)).length : 0;
    })
    .toBeGreaterThan(0);
  return path;
}
