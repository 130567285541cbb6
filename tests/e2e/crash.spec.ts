import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { GREAT_DAY, journalWindow } from './journalWindow.ts';
import { readProfile } from './readProfile.ts';

test('when the engine is killed, nothing acknowledged is lost and the app goes on', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  const title = (await journal.titles())[0]!;
  await journal.verdict('Like', title).click();
  await expect.poll(() => readProfile(app.profile).verdicts()).toHaveLength(1);

  const alerts = await recordAlerts(app.page);
  const killed = await app.killEngine();
  await expect.poll(() => app.enginePid()).not.toBeNull();
  expect(app.enginePid()).not.toBe(killed);
  await expect.poll(alerts).toContainEqual(expect.stringMatching(/engine/i));

  await expect(async () => {
    await journal.text.fill('and then it was over');
    await journal.saveButton.click();
    await expect(journal.today.getByText('and then it was over')).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 20_000 });
  await expect(journal.today.getByText(GREAT_DAY)).toBeVisible();
  await expect(journal.song.first()).toBeVisible();

  const profile = readProfile(app.profile);
  expect(profile.integrity()).toBe('ok');
  expect(profile.entries().map(({ text }) => text)).toEqual([GREAT_DAY, 'and then it was over']);
  expect(profile.verdicts()).toEqual([{ verdict: 'like', title }]);
});

test('when the engine keeps dying, the app stays down and says so instead of trying for ever', async ({
  app,
}) => {
  const journal = journalWindow(app.page);
  await expect(journal.demoMark.first()).toBeVisible();
  const farewell = app.page.getByText(/nothing that was saved is lost/i).first();
  await expect(async () => {
    if (app.enginePid() !== null) await app.killEngine();
    await expect(farewell).toBeVisible({ timeout: 50 });
  }).toPass({ intervals: [10], timeout: 20_000 });
  await expect(farewell).toContainText(/engine/i);
  expect(app.enginePid()).toBeNull();
});

/** Every alert that a page shows from now on, however briefly. */
async function recordAlerts(page: Page): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const texts: string[] = [];
    new MutationObserver(() => {
      document.querySelectorAll('[role=alert]').forEach((alert) => texts.push(alert.textContent));
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    return texts;
  });
  return () => seen.jsonValue();
}
