import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { featureCsv } from '../support/featureCsv.ts';
import { cataloguePage } from './cataloguePage.ts';
import { expect, test } from './fixtures.ts';
import { journalWindow } from './journalWindow.ts';

const TITLE = 2;
const TEMPO = 11;

const isOnTop = (element: Element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
};

test('a large catalogue is scrolled from end to end, sorted and filtered', async ({ app }) => {
  const catalogue = cataloguePage(app.page);
  const file = join(app.profile, 'large.csv');
  writeFileSync(file, featureCsv(50_000));
  await app.choose([file], () => journalWindow(app.page).importButton.click());
  await expect(journalWindow(app.page).importStatus).toContainText(/50.?000 added/, { timeout: 40_000 });

  await catalogue.open();
  await expect(catalogue.summary).toHaveText('50,000 songs');
  await expect(catalogue.grid).toHaveAttribute('aria-rowcount', '50001');
  await expect(catalogue.cell(0, TITLE)).toHaveText('Song 0');
  expect(await catalogue.grid.getByRole('row').count()).toBeLessThan(60);

  await catalogue.grid.focus();
  await app.page.keyboard.press('End');
  await expect(catalogue.cell(49_999, TITLE)).toHaveText('Song 49999');
  await catalogue.grid.hover();
  await app.page.mouse.wheel(0, -3800);
  await expect(catalogue.cell(49_890, TITLE)).toHaveText('Song 49890');
  await app.page.keyboard.press('Home');
  await expect(catalogue.cell(0, TITLE)).toHaveText('Song 0');

  const tempo = catalogue.header(/^Tempo/);
  await tempo.click();
  await expect(tempo).toHaveAttribute('aria-sort', 'descending');
  await expect(catalogue.cell(0, TEMPO)).toHaveText('179');
  await tempo.click();
  await expect(tempo).toHaveAttribute('aria-sort', 'ascending');
  await expect(catalogue.cell(0, TEMPO)).toHaveText('70');

  await catalogue.cluster.selectOption({ label: 'Jazz and blues (8,333)' });
  await expect(catalogue.summary).toHaveText('8,333 of 50,000 songs');
  await expect(catalogue.cell(0, 4)).toHaveText('jazz');
  await app.page.goBack();
  await expect(journalWindow(app.page).text).toBeVisible();
});

test('songs are selected, deleted, and brought back', async ({ app }) => {
  const { page } = app;
  const catalogue = cataloguePage(page);
  await catalogue.open();
  await expect(catalogue.row(0)).toContainText('demo');
  const kept = await catalogue.cell(1, TITLE).innerText();

  await catalogue.cell(2, TITLE).click();
  await catalogue.cell(5, TITLE).click({ modifiers: ['Shift'] });
  await catalogue.cell(3, TITLE).click({ modifiers: ['ControlOrMeta'] });
  await expect(catalogue.summary).toHaveText('3 songs selected');
  await expect(catalogue.row(4)).toHaveAttribute('aria-selected', 'true');
  await expect(catalogue.row(3)).toHaveAttribute('aria-selected', 'false');

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(catalogue.summary).toHaveText('1,997 songs');
  await expect(catalogue.cell(1, TITLE)).toHaveText(kept);
  await catalogue.undo.click();
  await expect(catalogue.summary).toHaveText('2,000 songs');
});

test('a song that is edited stays as it was edited, until that is taken back', async ({ app }) => {
  const { page } = app;
  const catalogue = cataloguePage(page);
  await catalogue.open();
  const title = (await catalogue.cell(0, TITLE).locator('.text').innerText()).trim();

  await catalogue.cell(0, TITLE).dblclick();
  await catalogue.dialog.getByLabel('Title').fill('Another name');
  await catalogue.dialog.getByLabel('Year').fill('long ago');
  await expect(catalogue.dialog.getByRole('alert')).toContainText('year');
  await catalogue.dialog.getByLabel('Year').fill('1971');
  await catalogue.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(catalogue.cell(0, TITLE)).toContainText('Another name');
  await expect(catalogue.row(0)).toContainText('1971');

  await page.getByRole('button', { name: 'Why is this here?' }).click();
  await expect(catalogue.details).toContainText('You, by hand');
  await expect(catalogue.details).toContainText('Demo catalogue');
  await catalogue.undo.click();
  await expect(catalogue.cell(0, TITLE)).toContainText(title);
});

test('a genre moved to another cluster takes its songs along', async ({ app }) => {
  const { page } = app;
  const catalogue = cataloguePage(page);
  await catalogue.open();
  await page.getByRole('button', { name: 'Genres' }).click();
  await catalogue.dialog.getByRole('searchbox', { name: 'Find a genre' }).fill('blues');
  await catalogue.dialog.getByLabel('Cluster of blues').selectOption('Rock');
  await expect(catalogue.dialog.getByRole('list', { name: 'Genres in Rock' })).toContainText('blues');

  // The way back is in the dialog, and on the way of the Tab key: what is behind it can be neither seen nor reached.
  const undo = catalogue.dialog.getByRole('button', { name: 'Undo' });
  await expect.poll(() => undo.evaluate(isOnTop)).toBe(true);
  await catalogue.dialog.getByLabel('Cluster of blues').focus();
  await page.keyboard.press('Tab');
  await expect(undo).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(catalogue.dialog.getByRole('list', { name: 'Genres in Rock' })).toHaveCount(0);
  await undo.click();
  await expect(catalogue.dialog.getByRole('list', { name: 'Genres in Rock' })).toContainText('blues');
  await catalogue.dialog.getByRole('button', { name: 'Close' }).click();

  await catalogue.cluster.selectOption('Rock');
  await catalogue.header(/^Genres/).click();
  await expect(catalogue.cell(0, 4)).toHaveText('blues');
});
