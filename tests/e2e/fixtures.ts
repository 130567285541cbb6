import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { test as base, expect, type Browser, type ElectronApplication, type Page } from '@playwright/test';

import { findChromium } from '../support/suite/findChromium.ts';
import { openDisplay } from '../support/suite/openDisplay.ts';
import type { Door, SavedFile } from './doors/door.ts';
import { findEnginePid } from '../support/findEnginePid.ts';
import { openBrowser } from './doors/openBrowser.ts';
import { openElectron } from './doors/openElectron.ts';
import { createPageWatch } from './doors/watchPages.ts';

export { expect };

/** The app on a fresh profile. It fails its spec when a page logs an error or reaches for the network. */
export type App = {
  readonly profile: string;
  /** The journal window, the new one after a relaunch. */
  readonly page: Page;
  /** Electron itself; null in a browser. */
  readonly desktop: ElectronApplication | null;
  /** Ends the app and opens it again on the same profile. */
  relaunch(): Promise<void>;
  choose(paths: readonly string[], act: () => Promise<unknown>): Promise<void>;
  save(act: () => Promise<unknown>): Promise<SavedFile>;
  openQuick(): Promise<Page>;
  /** Ends the engine process as a crash would, and resolves with its pid once it is gone. */
  killEngine(): Promise<number>;
  enginePid(): number | null;
  /** Holds the engine process while something is done, however long that takes. */
  whileEngineStands(act: () => Promise<unknown>): Promise<void>;
  allowErrors(kind: RegExp): void;
};

/** A browser to open pages in, or null where the app brings its own windows. */
type WorkerFixtures = { readonly browserOfDoor: Browser | null };

export const test = base.extend<{ app: App }, WorkerFixtures>({
  browserOfDoor: [
    async ({ playwright }, use, { project }) => {
      if (project.name === 'electron') {
        const display = await openDisplay();
        await use(null);
        display?.close();
        return;
      }
      const executablePath = findChromium();
      if (!executablePath) throw new Error('No Chromium or Chrome was found.');
      const browser = await playwright.chromium.launch({ executablePath, args: ['--no-sandbox'] });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  app: async ({ browserOfDoor }, use, testInfo) => {
    const profile = await mkdtemp(join(tmpdir(), 'waves-profile-'));
    const pages = createPageWatch();
    const open = (): Promise<Door> =>
      browserOfDoor ? openBrowser(browserOfDoor, profile, pages.watch) : openElectron(profile, pages.watch);
    let door = await open();

    await use({
      profile,
      get page() {
        return door.page;
      },
      get desktop() {
        return door.desktop;
      },
      async relaunch() {
        await door.close();
        door = await open();
      },
      choose: (paths, act) => door.choose(paths, act),
      save: (act) => door.save(act),
      openQuick: () => door.openQuick(),
      enginePid: () => findEnginePid(door.pid),
      async killEngine() {
        const pid = findEnginePid(door.pid);
        if (pid === null) throw new Error('There is no engine process to kill.');
        process.kill(pid, 'SIGKILL');
        await expect.poll(() => findEnginePid(door.pid), { intervals: [20] }).not.toBe(pid);
        return pid;
      },
      async whileEngineStands(act) {
        const pid = findEnginePid(door.pid);
        if (pid === null) throw new Error('There is no engine process to hold.');
        process.kill(pid, 'SIGSTOP');
        await act().finally(() => process.kill(pid, 'SIGCONT'));
      },
      allowErrors: (kind) => pages.allow(kind),
    });

    if (testInfo.errors.length > 0) await testInfo.attach('app log', { body: door.log() });
    await door.close();
    await rm(profile, { recursive: true, force: true });
    expect(pages.unexpected(), 'errors and requests that no spec expects').toEqual([]);
  },
});
