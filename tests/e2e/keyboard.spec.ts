import type { Page } from '@playwright/test';

import { top50File } from '../support/top50File.ts';
import { cataloguePage } from './cataloguePage.ts';
import { expect, test } from './fixtures.ts';
import { GREAT_DAY, journalWindow } from './journalWindow.ts';
import { readProfile } from './readProfile.ts';

const MOST_STOPS = 80;

test('everything can be reached and done with the keyboard alone', async ({ app }) => {
  const { page } = app;
  const journal = journalWindow(page);
  const { keyboard } = page;
  await expect(journal.demoMark.first()).toBeVisible();

  await tabTo(page, 'Import songs');
  await app.choose([top50File(app.profile)], () => keyboard.press('Enter'));
  await expect(journal.demoMark).toHaveCount(0);

  await tabTo(page, 'How do you feel?');
  await keyboard.type(GREAT_DAY);
  await expect.poll(async () => (await journal.place())?.valence ?? 0).toBeGreaterThan(0.1);
  await tabTo(page, 'Save and find music');
  await keyboard.press('Enter');
  await expect(journal.song).toHaveCount(10);

  const [first, second] = (await journal.titles()) as [string, string];
  await tabTo(page, first);
  await keyboard.press('l');
  await keyboard.press('ArrowDown');
  await keyboard.press('s');
  await expect.poll(() => journal.titles()).not.toContain(second);
  await expect.poll(() => readProfile(app.profile).verdicts().length).toBe(2);
  await keyboard.press('u');
  await expect.poll(() => journal.titles()).toContain(second);

  await tabTo(page, 'Mood point');
  await keyboard.press('ArrowUp');
  await expect.poll(() => readProfile(app.profile).corrections().length).toBe(1);

  await tabTo(page, 'Export');
  const { name } = await app.save(async () => {
    await keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'M3U8 playlist' })).toBeVisible();
    await keyboard.press('Enter');
  });
  expect(name).toMatch(/\.m3u8$/);
});

test('the catalogue is searched, walked, edited and left with the keyboard alone', async ({ app }) => {
  const { page } = app;
  const { keyboard } = page;
  const catalogue = cataloguePage(page);
  await expect(journalWindow(page).demoMark.first()).toBeVisible();
  await keyboard.press('Control+k');
  await expect(catalogue.searchBox).toBeFocused();
  await expect(catalogue.cell(0, 2)).toHaveText(/\S/);

  await tabTo(page, 'Songs of the catalogue');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(catalogue.header(/^Title/)).toHaveAttribute('aria-sort', 'ascending');
  await expect(catalogue.grid).toHaveAttribute('aria-busy', 'false');
  await keyboard.press('Home');
  await keyboard.press('Space');
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('PageDown');
  await keyboard.press('Space');
  await expect(catalogue.summary).toHaveText('3 songs selected');
  await keyboard.press('Delete');
  await expect(catalogue.summary).toHaveText('1,997 songs');
  await keyboard.press('Control+z');
  await expect(catalogue.summary).toHaveText('2,000 songs');

  await keyboard.press('End');
  await expect(catalogue.cell(1999, 2)).toHaveText(/\S/);
  await keyboard.press('i');
  await expect(catalogue.details).toBeVisible();
  await keyboard.press('Escape');
  await expect(catalogue.details).toHaveCount(0);
  await keyboard.press('F2');
  await keyboard.type('Keyed in');
  await keyboard.press('Enter');
  await expect(catalogue.dialog).toHaveCount(0);
  await expect(page.getByRole('status', { name: 'Notices' })).toContainText('Changed');

  await keyboard.press('/');
  await expect(catalogue.searchBox).toBeFocused();
  await keyboard.type('Keyed in');
  await expect(catalogue.found.first()).toContainText('Keyed in', { timeout: 15_000 });
  await tabTo(page, 'Keyed in');
  await keyboard.press('m');
  await expect(page.getByRole('search')).toContainText('like “Keyed in');
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(journalWindow(page).text).toBeVisible();
});

/** Presses Tab until the focus is on what has this accessible name; fails where it never gets there. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if ((await focusedName(page)).startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${MOST_STOPS} times Tab never reached “${name}”.`);
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLElement | null;
    const label = (focused as HTMLInputElement | null)?.labels?.[0]?.textContent;
    return (focused?.getAttribute('aria-label') ?? label ?? focused?.textContent ?? '').trim();
  });
}
