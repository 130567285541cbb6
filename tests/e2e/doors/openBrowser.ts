import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Browser } from '@playwright/test';

import { root } from '../../support/suite/runProcess.ts';
import { collectOutput } from './collectOutput.ts';
import type { Door, WatchPage } from './door.ts';

const START_TIMEOUT_MS = 20_000;

/** Opens the app in a browser, through the loopback host. */
export async function openBrowser(browser: Browser, profile: string, watch: WatchPage): Promise<Door> {
  const host = spawn(
    process.execPath,
    [join(root, 'out/main/host.js'), '--profile', profile, '--port', '0'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const log = collectOutput(host);
  const url = await announcedUrl(host, log);
  const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1280, height: 900 } });
  context.on('page', watch);
  const page = await context.newPage();
  await page.goto(url);

  return {
    page,
    desktop: null,
    pid: host.pid!,
    async choose(paths, act) {
      const chooser = page.waitForEvent('filechooser');
      await act();
      await (await chooser).setFiles([...paths]);
    },
    async save(act) {
      const downloading = page.waitForEvent('download');
      await act();
      const download = await downloading;
      return { name: download.suggestedFilename(), content: await readFile(await download.path(), 'utf8') };
    },
    async openQuick() {
      const quick = await context.newPage();
      const target = new URL(url);
      target.searchParams.set('face', 'quick');
      await quick.goto(target.href);
      return quick;
    },
    log,
    async close() {
      await context.close();
      await endProcess(host);
    },
  };
}

/** The URL with its token, from the line that the host prints when it is ready. */
async function announcedUrl(host: ChildProcess, log: () => string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  host.stdout!.on('data', () => {
    const url = /^Words to Waves: (\S+)/m.exec(log())?.[1];
    if (url) resolve(url);
  });
  host.on('exit', (code) => reject(new Error(`The host ended (${code}) before it was ready:\n${log()}`)));
  const timer = setTimeout(() => {
    host.kill('SIGKILL');
    reject(new Error(`The host printed no URL in ${START_TIMEOUT_MS / 1000} s:\n${log()}`));
  }, START_TIMEOUT_MS);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  child.on('exit', () => resolve());
  child.kill('SIGTERM');
  await promise;
}
