import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { featureCsv } from '../support/featureCsv.ts';
import { top50File } from '../support/top50File.ts';
import { dropFiles } from './dropFiles.ts';
import { expect, test } from './fixtures.ts';
import { GREAT_DAY, journalWindow } from './journalWindow.ts';
import { readProfile } from './readProfile.ts';

test('the Top 50 file takes the place of the demo, says what went in, and its songs are recommended', async ({
  app,
}) => {
  const journal = journalWindow(app.page);
  const file = top50File(app.profile);
  await expect(journal.demoMark.first()).toBeVisible();

  await app.choose([file], () => journal.importButton.click());
  await expect(journal.importStatus).toContainText(/\b[1-9]\d+ added/);
  await expect(journal.demoMark).toHaveCount(0);

  await journal.write(GREAT_DAY);
  const content = readFileSync(file, 'utf8');
  const titles = await journal.titles();
  expect(titles).toHaveLength(10);
  for (const title of titles) expect(content).toContain(title.replaceAll('"', '""'));
});

test('a file that is dropped on the window is imported as well', async ({ app }) => {
  const journal = journalWindow(app.page);
  await expect(journal.demoMark).toBeVisible();
  await dropFiles(app.page, [top50File(app.profile)]);
  await expect(journal.importStatus).toContainText(/\b[1-9]\d+ added/);
  await expect(journal.demoMark).toHaveCount(0);
});

test('a file that is no catalogue is refused in one line, and nothing changes', async ({ app }) => {
  const journal = journalWindow(app.page);
  const file = join(app.profile, 'holiday.pdf');
  writeFileSync(file, Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(4000, 0x9d)]));
  await expect(journal.demoMark.first()).toBeVisible();

  await app.choose([file], () => journal.importButton.click());
  await expect(journal.importStatus.getByRole('alert')).toContainText('holiday.pdf');
  await expect(journal.demoMark.first()).toBeVisible();
  await journal.write(GREAT_DAY);
  await expect(journal.song).toHaveCount(10);
});

test('a page that is loaded again while an import runs finds it again, and it ends as it would have', async ({
  app,
}) => {
  const file = join(app.profile, 'large.csv');
  writeFileSync(file, featureCsv(80_000));
  await expect(journalWindow(app.page).demoMark).toBeVisible();
  await app.choose([file], () => journalWindow(app.page).importButton.click());
  await expect
    .poll(() => readProfile(app.profile).runningJobs(), { intervals: [20], timeout: 30_000 })
    .toContain('import');
  await app.page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.querySelector('progress')) Object.assign(window, { progressWasShown: true });
    }).observe(document, { childList: true, subtree: true });
  });
  // It waits while the page loads: on a slow machine it would be done before.
  await app.whileEngineStands(() => app.page.reload());

  const journal = journalWindow(app.page);
  await expect(journal.importStatus).toContainText(/80.?000 added/, { timeout: 40_000 });
  expect(await app.page.evaluate(() => 'progressWasShown' in window)).toBe(true);
  await expect(journal.demoMark).toHaveCount(0);
});
