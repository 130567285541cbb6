import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findElectron } from '../../../src-main/launch/findElectron.mjs';
import { createProgress } from '../../../src-main/launch/progress.mjs';
import { countPlaywright } from './countPlaywright.ts';
import { countVitest } from './countVitest.ts';
import { provideChromium } from './findChromium.ts';
import { openDisplay } from './openDisplay.ts';
import type { Counts, Outcome } from './outcome.ts';
import { root, runProcess } from './runProcess.ts';

const vitest = [
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--config',
  'tests/support/vitest.config.ts',
];
const playwright = [
  join(root, 'node_modules/@playwright/test/cli.js'),
  'test',
  '--config',
  'tests/e2e/playwright.config.ts',
];
const failedAsAWhole: Counts = { passed: 0, failed: 1, skipped: 0 };

/** Tells the person what goes on. */
export type Say = (line: string) => void;

/** One of the `check:*` scripts of package.json; it passes or fails as a whole. */
export async function check(name: string, say: Say): Promise<Outcome> {
  say(`${name} …`);
  const isWindows = process.platform === 'win32';
  const words = ['npm', 'run', '-s', `check:${name}`];
  const { code, output, ms } = isWindows
    ? await runProcess('cmd', ['/c', ...words])
    : await runProcess(words[0]!, words.slice(1));
  say(code === 0 ? `${name} ✓ ${seconds(ms)}` : `${name} ✗ ${seconds(ms)}\n${output}`);
  return { name, ms, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** All tests that need no window, one outcome for each kind. */
export async function unit(filters: readonly string[], say: Say): Promise<Outcome[]> {
  say('unit, layers, contract, storage, recommend …');
  return inScratch(async (scratch) => {
    const report = join(scratch, 'vitest.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const ran = await runProcess(process.execPath, [...vitest, ...reporters, ...filters], { isLive: true });
    const kinds = readReport(report, countVitest) ?? new Map<string, Counts & { ms: number }>();
    if (ran.code !== 0 && [...kinds.values()].every(({ failed }) => failed === 0)) {
      kinds.set('vitest', { ...failedAsAWhole, ms: ran.ms });
    }
    return [...kinds].map(([name, counts]) => ({ name, ...counts }));
  });
}

/** The end-to-end specs in Chromium, against the loopback host. */
export async function chromium(filters: readonly string[], say: Say): Promise<Outcome> {
  say('e2e in Chromium …');
  const executablePath = await provideChromium(say);
  if (!executablePath) {
    say('No Chromium or Chrome was found. Install one, or name it in WAVES_TEST_BROWSER.');
    return { name: 'e2e chromium', ms: 0, ...failedAsAWhole, note: 'no browser' };
  }
  return runSpecs('chromium', filters, { WAVES_TEST_BROWSER: executablePath });
}

/** The same specs in Electron. Where it cannot be had the reason is said, and they count as skipped, or as failed under `WAVES_REQUIRE_ELECTRON`. */
export async function electron(filters: readonly string[], say: Say): Promise<Outcome> {
  say('e2e in Electron …');
  const display = await openDisplay();
  try {
    const found = display
      ? await findElectron(root, createProgress(process.stdout))
      : { missing: 'There is no display, and Xvfb is not installed' };
    if (!('missing' in found)) return await runSpecs('electron', filters);

    const note = `electron: not run — ${found.missing}`;
    say(note);
    const counts = process.env.WAVES_REQUIRE_ELECTRON
      ? failedAsAWhole
      : { passed: 0, failed: 0, skipped: await countSpecs(filters) };
    return { name: 'e2e electron', ms: 0, note, ...counts };
  } finally {
    display?.close();
  }
}

/** Runs a project's specs. */
async function runSpecs(
  project: string,
  filters: readonly string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  return inScratch(async (scratch) => {
    const report = join(scratch, 'playwright.json');
    const args = [...playwright, `--project=${project}`, '--reporter=list,json', ...filters];
    const { code, ms } = await runProcess(process.execPath, args, {
      isLive: true,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    });
    const counts = readReport(report, countPlaywright) ?? failedAsAWhole;
    const isEmpty = counts.passed + counts.failed + counts.skipped === 0;
    const isUnsaid = code !== 0 && counts.failed === 0;
    return { name: `e2e ${project}`, ms, ...(isEmpty || isUnsaid ? failedAsAWhole : counts) };
  });
}

async function countSpecs(filters: readonly string[]): Promise<number> {
  const { output } = await runProcess(process.execPath, [
    ...playwright,
    '--list',
    '--project=electron',
    ...filters,
  ]);
  return Number(/Total: (\d+) tests?/.exec(output)?.[1] ?? 1);
}

function readReport<T>(path: string, count: (report: string) => T): T | null {
  try {
    return count(readFileSync(path, 'utf8'));
  } catch {
    // The runner ended before it wrote a report: that is the failure to show.
    return null;
  }
}

async function inScratch<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'waves-suite-'));
  try {
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
