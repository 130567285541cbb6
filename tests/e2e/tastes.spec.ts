import { join } from 'node:path';

import Database from 'better-sqlite3';

import { cataloguePage } from './cataloguePage.ts';
import { faintTexts } from './faintTexts.ts';
import { expect, test } from './fixtures.ts';
import { GREAT_DAY, journalWindow } from './journalWindow.ts';

test('nothing is known of the tastes of somebody who has just come', async ({ app }) => {
  const { page } = app;
  const settings = page.getByRole('button', { name: 'Settings' });
  await settings.click();
  await page.getByRole('button', { name: 'Your tastes…' }).click();
  const tastes = page.getByRole('dialog', { name: 'Your tastes' });
  await expect(tastes).toContainText('Nothing is known of your tastes yet');
  await expect(tastes.getByRole('list', { name: 'Tastes' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(tastes).toHaveCount(0);
  await expect(journalWindow(page).text).toBeVisible();
});

test('what was liked takes shape as a taste, which says how its songs are chosen', async ({ app }) => {
  const { page } = app;
  const journal = journalWindow(page);
  await journal.write(GREAT_DAY);
  for (const title of (await journal.titles()).slice(0, 2)) {
    await journal.verdict('Like', title).click();
    await expect(journal.verdict('Like', title)).toHaveAttribute('aria-pressed', 'true');
  }
  await cataloguePage(page).open();
  await page.getByRole('button', { name: 'Tastes', exact: true }).click();
  const tastes = page.getByRole('dialog', { name: 'Your tastes' });
  const first = tastes.getByRole('list', { name: 'Tastes' }).getByRole('article').first();
  await expect(first).toContainText(/\d likes? · 0 dislikes/);
  await expect(first).toContainText(/Chosen by /);
  await expect(first).toContainText(/No model yet: \d verdicts? of 40/);

  for (const control of await tastes.locator('button, input, select').all()) {
    await expect(control).toHaveAccessibleName(/\S/);
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect.poll(() => faintTexts(page), colorScheme).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(tastes).toHaveCount(0);
  await expect(cataloguePage(page).grid).toBeVisible();
});

test('an artist is kept out and let in again, from the keyboard', async ({ app }) => {
  const { page } = app;
  await cataloguePage(page).open();
  await page.getByRole('button', { name: 'Tastes', exact: true }).click();
  const tastes = page.getByRole('dialog', { name: 'Your tastes' });
  const bans = tastes.getByRole('list', { name: 'Never play' });
  const name = tastes.getByRole('textbox', { name: 'Name of the artist' });
  await name.fill('Somebody Loud');
  await name.press('Enter');
  await expect(bans.getByRole('listitem')).toHaveText(/Somebody Loud\s+artist/);
  await expect(name).toHaveValue('');

  await bans.getByRole('button', { name: 'Let Somebody Loud come again' }).press('Enter');
  await expect(bans).toHaveCount(0);
  await tastes.getByRole('button', { name: 'Undo' }).click();
  await expect(bans.getByRole('listitem')).toHaveText(/Somebody Loud/);
});

test('a comparison that was begun on the command line shows how it stands, and is stopped from the keyboard', async ({
  app,
}) => {
  const { page } = app;
  const journal = journalWindow(page);
  await journal.write('A quiet evening, and nothing to do.');
  await journal.verdict('Like', (await journal.titles())[0]!).click();
  beginComparison(app.profile);
  await journal.write(GREAT_DAY);
  await expect.poll(() => journal.titles()).toHaveLength(10);

  await cataloguePage(page).open();
  await page.getByRole('button', { name: 'Tastes', exact: true }).click();
  const tastes = page.getByRole('dialog', { name: 'Your tastes' });
  const note = tastes.getByRole('region', { name: 'A comparison is running' });
  await expect(note).toContainText('“ranking”, chosen by likeness to what you liked, and of “cold-start”');
  await expect(note).toContainText('1 list so far');
  await expect(note).toContainText('Too early to say');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(() => faintTexts(page)).toEqual([]);

  await note.getByRole('button', { name: 'Stop comparing' }).press('Enter');
  await expect(note).toHaveCount(0);
  await expect(tastes).toContainText('The comparison has ended. It is kept as experiment 1.');
  await app.relaunch();
  await cataloguePage(app.page).open();
  await app.page.getByRole('button', { name: 'Tastes', exact: true }).click();
  await expect(app.page.getByRole('list', { name: 'Tastes' })).toBeVisible();
  await expect(app.page.getByRole('region', { name: 'A comparison is running' })).toHaveCount(0);
});

/** What `waves evaluate ab start --a ranking --b cold-start` leaves in a profile. */
function beginComparison(profile: string): void {
  const db = new Database(join(profile, 'waves.db'));
  const params = { a: { stage: 'ranking' }, b: { stage: 'cold-start' }, seed: 1 };
  db.prepare(
    "INSERT INTO experiments (kind, params, code, state, started_at) VALUES ('interleaving', ?, 'test', 'running', 0)",
  ).run(JSON.stringify(params));
  db.close();
}
