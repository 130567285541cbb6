import type { Page } from '@playwright/test';

import { cataloguePage } from './cataloguePage.ts';
import { faintTexts } from './faintTexts.ts';
import { expect, test } from './fixtures.ts';
import { GREAT_DAY, journalWindow } from './journalWindow.ts';

const CONTROLS =
  'button, a[href], input:not([type=hidden]), textarea, select, [role=slider], [role=menuitem], [role=radio]';

test('every control has a name, and the page its landmarks', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);

  const controls = app.page.locator(CONTROLS);
  const count = await controls.count();
  expect(count).toBeGreaterThan(20);
  for (const control of await controls.all()) {
    if (await control.isVisible()) await expect(control).toHaveAccessibleName(/\S/);
  }
  await expect(app.page.getByRole('main')).toHaveCount(1);
  await expect(app.page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(app.page.locator('html')).toHaveAttribute('lang', 'en');
});

test('every control of the catalogue has a name, and its grid says where it is', async ({ app }) => {
  const { page } = app;
  const catalogue = cataloguePage(page);
  await catalogue.open();
  await catalogue.cell(0, 2).click();
  await page.getByRole('button', { name: 'Why is this here?' }).click();
  await expect(catalogue.details).toContainText('Where it comes from');
  for (const control of await page.locator(`${CONTROLS}, [role=columnheader]`).all()) {
    if (await control.isVisible()) await expect(control).toHaveAccessibleName(/\S/);
  }
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);

  await catalogue.grid.focus();
  await page.keyboard.press('ArrowDown');
  const active = await catalogue.grid.getAttribute('aria-activedescendant');
  await expect(page.locator(`[id="${active}"]`)).toHaveRole('gridcell');
  await expect(page.locator(`[id="${active}"]`)).toBeVisible();
});

test('focus can be seen on every stop of the Tab key', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  await app.page.locator('body').press('Tab');
  for (let stop = 0; stop < 12; stop++) {
    expect(await focusIsVisible(app.page), `stop ${stop + 1}`).toBe(true);
    await app.page.keyboard.press('Tab');
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`text stands out from its ground in the ${colorScheme} theme`, async ({ app }, testInfo) => {
    const { page } = app;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect.poll(() => faintTexts(page), 'before an entry').toEqual([]);

    await journalWindow(page).write(GREAT_DAY);
    await expect.poll(() => faintTexts(page), 'with songs').toEqual([]);
    await page.screenshot({ path: testInfo.outputPath(`journal-${colorScheme}.png`), fullPage: true });

    const catalogue = cataloguePage(page);
    await catalogue.open();
    await catalogue.cell(1, 2).click();
    await page.getByRole('button', { name: 'Why is this here?' }).click();
    await expect(catalogue.details).toContainText('Demo catalogue');
    await expect.poll(() => faintTexts(page), 'in the table').toEqual([]);
    await page.screenshot({ path: testInfo.outputPath(`catalogue-${colorScheme}.png`) });
    await catalogue.searchBox.fill('calm jazz, bpm<100');
    await expect(catalogue.found.first()).toBeVisible();
    await expect.poll(() => faintTexts(page), 'among songs found').toEqual([]);
  });
}

test('the window can be used when it is as narrow as a phone', async ({ app }) => {
  await app.page.setViewportSize({ width: 360, height: 740 });
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  const overflow = await app.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);

  const catalogue = cataloguePage(app.page);
  await catalogue.open();
  await catalogue.cell(0, 2).click();
  const catalogueOverflow = await app.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(catalogueOverflow).toBeLessThanOrEqual(0);
});

/** Whether what has the focus, or its label around it, draws an outline, a border or a shadow that it has only then. */
function focusIsVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === document.body) return true;
    const looks = () =>
      [focused, focused.parentElement!].map((element) => {
        const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } =
          getComputedStyle(element);
        return [outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor].join();
      });
    const withFocus = looks().join('|');
    focused.blur();
    const without = looks().join('|');
    focused.focus();
    return withFocus !== without;
  });
}
