import type { Page } from '@playwright/test';

import { cataloguePage } from './cataloguePage.ts';
import { expect, test } from './fixtures.ts';
import { GREAT_DAY, journalWindow } from './journalWindow.ts';

test('one box finds songs by what is asked of them, and says what it understood and why each is there', async ({
  app,
}) => {
  const catalogue = cataloguePage(app.page);
  await expect(journalWindow(app.page).demoMark.first()).toBeVisible();
  await app.page.keyboard.press('Control+k');
  await expect(catalogue.searchBox).toBeFocused();
  await catalogue.searchBox.fill('genre:jazz bpm>110');
  await expect(catalogue.conditions).toHaveCount(2);
  await expect(catalogue.conditions.first()).toContainText('must hold');
  await expect(catalogue.found.first()).toContainText(/jazz/);
  await expect(catalogue.found.first()).toContainText(/tempo/i);

  await app.page.getByRole('radio', { name: 'Table' }).check();
  await expect(catalogue.summary).toHaveText(/^\d+ of 2,000 songs$/);
  await expect(catalogue.cell(0, 4)).toContainText('jazz');
  await catalogue.conditions.filter({ hasText: 'jazz' }).getByRole('button').click();
  await expect(catalogue.conditions).toHaveCount(1);
  await expect(catalogue.searchBox).toHaveValue('bpm>110');
});

test('more like this leads on from a song in the table, in the results and in a recommended list', async ({
  app,
}) => {
  const journal = journalWindow(app.page);
  const catalogue = cataloguePage(app.page);
  await journal.write(GREAT_DAY);
  const [title] = (await journal.titles()) as [string];
  await app.page.getByRole('button', { name: `More like ${title}`, exact: true }).click();
  await expect(likeChip(app.page)).toContainText(title);
  await expect(catalogue.found.first()).toContainText('similar');

  const next = catalogue.found.nth(1).getByRole('button', { name: /^More like/ });
  const nextTitle = ((await next.getAttribute('aria-label')) ?? '').replace('More like ', '');
  await next.click();
  await expect(likeChip(app.page)).toContainText(nextTitle);
  await app.page.getByRole('button', { name: 'Stop looking for songs like this' }).click();
  await expect(catalogue.cell(0, 2)).toHaveText(/\S/);
});

test('the sentences that search reads can be edited, and show at once what they make of songs', async ({
  app,
}) => {
  const { page } = app;
  const { dialog } = cataloguePage(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: /put into words/ }).click();
  const preview = dialog.getByRole('list', { name: 'Preview' }).getByRole('listitem');
  await expect(preview).toHaveCount(3);

  await dialog.getByLabel('The short sentence').fill('A tune called {title}.');
  await expect(preview.first()).toContainText('A tune called ');
  const tempo = dialog.getByRole('group', { name: /^tempo/i });
  await tempo.getByLabel('Edges').fill('120, 90');
  await expect(dialog.getByRole('alert')).toContainText('must rise');
  await tempo.getByLabel('Edges').fill('100');
  await expect(dialog.getByRole('alert')).toContainText('1 edge needs 2 labels');
  await tempo.getByLabel('Labels').fill('unhurried, quick');
  await expect(preview.first()).toContainText(/unhurried|quick/);

  await dialog.getByRole('button', { name: 'Keep' }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: /put into words/ }).click();
  await expect(dialog.getByLabel('The short sentence')).toHaveValue('A tune called {title}.');
  await dialog.getByRole('button', { name: 'Put everything back' }).click();
  await expect(dialog.getByLabel('The short sentence')).not.toHaveValue('A tune called {title}.');
});

function likeChip(page: Page) {
  return page.getByRole('search').getByText(/^like /);
}
