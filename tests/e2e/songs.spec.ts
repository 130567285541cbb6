import { expect, test } from './fixtures.ts';
import { GREAT_DAY, journalWindow } from './journalWindow.ts';
import { readProfile } from './readProfile.ts';

test('the first run works at once, with a catalogue that is marked as a demo', async ({ app }) => {
  const journal = journalWindow(app.page);
  await expect(journal.demoMark.first()).toBeVisible();
  await expect(journal.today).toBeVisible();
  await journal.write(GREAT_DAY);
  await expect(journal.song).toHaveCount(10);
});

test('every song says why it is there', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  const texts = await journal.song.allInnerTexts();
  const titles = await journal.titles();
  expect(titles).toHaveLength(texts.length);
  for (const [index, text] of texts.entries()) {
    expect(text).toContain(titles[index]);
    // Title and artist are not enough: a sentence of reasons comes with them.
    expect(text.split(/\s+/).length).toBeGreaterThan(8);
  }
});

test('another direction brings other songs', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write('I feel sad and tired.');
  const before = await journal.titles();
  await journal.direction('Energise').check();
  await expect.poll(() => journal.titles()).not.toEqual(before);
});

test('like, dislike and skip work from the keyboard, and outlive the app', async ({ app }) => {
  const journal = journalWindow(app.page);
  const { keyboard } = app.page;
  await journal.write(GREAT_DAY);
  const [liked, disliked, skipped] = (await journal.titles()) as [string, string, string];

  await journal.song.first().focus();
  await keyboard.press('l');
  await expect(journal.verdict('Like', liked)).toHaveAttribute('aria-pressed', 'true');
  await keyboard.press('ArrowDown');
  await keyboard.press('d');
  await expect(journal.verdict('Dislike', disliked)).toHaveCount(0);
  await journal.verdict('Skip', skipped).focus();
  await keyboard.press('Enter');
  await expect(journal.verdict('Skip', skipped)).toHaveCount(0);
  await expect.poll(() => readProfile(app.profile).verdicts().length).toBe(3);
  await app.relaunch();

  expect(readProfile(app.profile).verdicts()).toEqual([
    { verdict: 'like', title: liked },
    { verdict: 'dislike', title: disliked },
    { verdict: 'skip', title: skipped },
  ]);
  await expect(journalWindow(app.page).today.getByText(GREAT_DAY)).toBeVisible();
});

test('a song that was disliked by mistake comes back with Undo', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  const title = (await journal.titles())[2]!;
  await journal.verdict('Dislike', title).click();
  await expect.poll(() => journal.titles()).not.toContain(title);

  await journal.undo.first().click();
  await expect.poll(async () => (await journal.titles())[2]).toBe(title);
  expect(
    readProfile(app.profile)
      .verdicts()
      .map(({ verdict }) => verdict),
  ).toEqual(['dislike', 'undo']);
});

test('an artist is kept out for good from the list, from the keyboard, and let in again', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  const before = await journal.titles();
  const title = before[3]!;
  const never = journal.songs.getByRole('button', { name: `Never play the artist of ${title} again` });
  await expect(never).toBeVisible();
  await journal.song.nth(3).focus();
  await app.page.keyboard.press('n');
  await expect(journal.song).toHaveCount(before.length);
  await expect.poll(() => journal.titles()).not.toContain(title);
  await expect(journal.song.nth(3)).toBeFocused();

  await journal.undo.first().click();
  await expect.poll(async () => (await journal.titles())[3]).toBe(title);
  await never.click();
  await expect(never).toHaveCount(0);
  await expect(app.page.getByRole('status', { name: 'Notices' })).toContainText('will not come again');
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await app.page.getByRole('button', { name: 'Your tastes…' }).click();
  const bans = app.page
    .getByRole('dialog', { name: 'Your tastes' })
    .getByRole('list', { name: 'Never play' });
  await expect(bans.getByRole('listitem')).toHaveCount(1);
});

test('a song that left the list makes room for another', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  const before = await journal.titles();
  await journal.verdict('Skip', before[0]!).click();
  await expect.poll(async () => (await journal.titles()).length).toBe(before.length);
  await expect.poll(() => journal.titles()).not.toContain(before[0]);
});
