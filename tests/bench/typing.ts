import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type Page } from '@playwright/test';

import { openBrowser } from '../e2e/doors/openBrowser.ts';
import { journalWindow } from '../e2e/journalWindow.ts';
import { provideChromium } from '../support/suite/findChromium.ts';
import type { BenchRow } from './benchRow.ts';

const ROUNDS = 10;
const TEXTS = ['What a great day!', 'What a terrible day!', 'So calm and quiet here.', 'I am furious!'];

/** Times from the last key to the moved point, in a real window, the pause for further keys included. Nothing where there is no browser. */
export async function benchTyping(): Promise<BenchRow[]> {
  const executablePath = await provideChromium((line) => process.stderr.write(`${line}\n`));
  if (!executablePath) return [];
  const profile = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const door = await openBrowser(browser, profile, () => {});
  try {
    const delays: number[] = [];
    for (let round = -1; round < ROUNDS; round++) {
      for (const text of TEXTS) {
        const delay = await delayToMove(door.page, `${text} ${round}`);
        if (round >= 0) delays.push(delay);
      }
    }
    delays.sort((a, b) => a - b);
    const at = (share: number) => Math.round(delays[Math.floor(share * (delays.length - 1))]! * 10) / 10;
    const note = `last key to moved point, ${delays.length} texts, Chromium`;
    return [
      { name: 'typing, median', value: at(0.5), unit: 'ms', note },
      { name: 'typing, p95', value: at(0.95), unit: 'ms', note },
    ];
  } finally {
    await door.close();
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Writes a text in one key stroke and returns how long the point took to move, on the page's own clock. */
async function delayToMove(page: Page, text: string): Promise<number> {
  const journal = journalWindow(page);
  await journal.point.evaluate((point) => {
    const box = document.querySelector('textarea, input[type=text]')!;
    const seen = new Promise<number>((resolve) => {
      let typedAt = 0;
      box.addEventListener('input', () => (typedAt = performance.now()), { once: true, capture: true });
      new MutationObserver((_, observer) => {
        if (typedAt === 0) return;
        observer.disconnect();
        resolve(performance.now() - typedAt);
      }).observe(point, { attributeFilter: ['data-valence', 'data-arousal'] });
    });
    (point as HTMLElement & { moved?: Promise<number> }).moved = seen;
  });
  await journal.text.fill(text);
  return journal.point.evaluate((point) => (point as HTMLElement & { moved?: Promise<number> }).moved!);
}
