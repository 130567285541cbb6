import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { top50File } from '../support/top50File.ts';
import { cataloguePage } from './cataloguePage.ts';
import { expect, test } from './fixtures.ts';
import { journalWindow } from './journalWindow.ts';

/** A table in German, with decimal commas, and with one column that no one could guess. */
const TABLE = [
  'Titel;Wer;Album;Erscheinungsjahr;Tempo;Energie',
  '99 Luftballons;Nena;Nena;1983;193,1;0,71',
  'Major Tom;Peter Schilling;Fehler im System;1983;164,9;0,77',
  'Über den Wolken;Reinhard Mey;Wie vor Jahr und Tag;1974;101,2;0,32',
  '',
].join('\n');

test('a table in another language is tried, imported as the person says, remembered, and taken back', async ({
  app,
}) => {
  const { page } = app;
  const catalogue = cataloguePage(page);
  const journal = journalWindow(page);
  const file = join(app.profile, 'lieder.csv');
  writeFileSync(file, TABLE);
  await catalogue.open();

  await app.choose([file], () => catalogue.pickImport(/^Import songs/));
  await expect(catalogue.dialog.getByRole('table')).toContainText('Reinhard Mey');
  await expect(catalogue.dialog.getByLabel(/^Title/)).toHaveValue('Titel');
  await catalogue.dialog.getByLabel(/^Artist/).selectOption('Wer');
  await catalogue.dialog.getByRole('button', { name: 'Try it first' }).click();
  await expect(journal.importStatus).toContainText('What this import would do');
  await expect(journal.importStatus).toContainText('3 added');
  await expect(catalogue.summary).toHaveText('2,000 songs');

  await journal.importStatus.getByRole('button', { name: 'Import now' }).click();
  await expect(journal.importStatus).toContainText('Import finished');
  await expect(catalogue.summary).toHaveText('3 songs');
  await expect(catalogue.cell(0, 3)).toHaveText('Nena');
  await expect(catalogue.cell(0, 11)).toHaveText('193');

  await app.choose([file], () => catalogue.pickImport(/^Import songs/));
  await expect(catalogue.dialog).toContainText('that you chose for the last file');
  await expect(catalogue.dialog.getByLabel(/^Artist/)).toHaveValue('Wer');
  await catalogue.dialog.getByRole('button', { name: 'Cancel' }).click();

  await journal.importStatus.getByRole('button', { name: 'Undo this import' }).click();
  await expect(journal.importStatus).toContainText('The import is undone');
  await expect(catalogue.cell(0, 2)).not.toHaveText('99 Luftballons');
});

test('a trial is still one after the page was loaded again, and nothing is to be undone', async ({ app }) => {
  const { page } = app;
  const journal = journalWindow(page);
  await cataloguePage(page).open();
  await app.choose([top50File(app.profile)], () => cataloguePage(page).pickImport(/^See first/));
  await expect(journal.importStatus.getByRole('button', { name: 'Import now' })).toBeVisible();
  await page.reload();

  await expect(journal.importStatus).toContainText('What this import would do');
  await expect(journal.importStatus).toContainText('Nothing has changed yet.');
  await expect(journal.importStatus.getByRole('button', { name: /Import now|Undo/ })).toHaveCount(0);
});

test('songs that are made up are marked wherever they are shown', async ({ app }) => {
  const { page } = app;
  const catalogue = cataloguePage(page);
  await catalogue.open();
  await catalogue.pickImport(/made-up songs/);
  await expect(catalogue.summary).toHaveText('10,000 songs', { timeout: 30_000 });
  await expect(catalogue.row(0)).toContainText('synthetic');
  await expect(page.getByText('Synthetic songs', { exact: true })).toBeVisible();
  await catalogue.searchBox.fill('tempo high');
  await expect(catalogue.found.first()).toContainText('synthetic');
  await page.getByRole('button', { name: 'Journal' }).click();
  await expect(page.getByText('Synthetic songs', { exact: true })).toBeVisible();
});
