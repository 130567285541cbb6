import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from '@playwright/test';

import { runProcess } from './runProcess.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
];

/** The browser for the end-to-end tests: `WAVES_TEST_BROWSER`, the system's, or Playwright's own; null where there is none. */
export function findChromium(): string | null {
  const named = process.env.WAVES_TEST_BROWSER;
  if (named) return named;
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((directory) => names.map((name) => join(directory, name)));
  return [...onPath, ...wellKnown, chromium.executablePath()].find(isExecutable) ?? null;
}

/** The same, installing Chromium where that takes one command: as root on Debian or Ubuntu. */
export async function provideChromium(say: (line: string) => void): Promise<string | null> {
  const found = findChromium();
  if (found || process.getuid?.() !== 0 || !isDebian()) return found;

  say('no browser found: apt-get install chromium');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runProcess('apt-get', ['update', '-q'], { env });
  const { code, output } = await runProcess(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
    { env },
  );
  if (code !== 0) say(output);
  return findChromium();
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebian(): boolean {
  const release = '/etc/os-release';
  return existsSync(release) && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync(release, 'utf8'));
}
