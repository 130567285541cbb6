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
  await journal.write(GREAT_DAY);
  const [liked, disliked, skipped] = (await journal.titles()) as [string, string, string];

  for (const name of [`Like ${liked}`, `Dislike ${disliked}`, `Skip ${skipped}`]) {
    const button = journal.songs.getByRole('button', { name, exact: true });
    await button.focus();
    await app.page.keyboard.press('Enter');
    await expect(name.startsWith('Like') ? button : journal.songs.getByText(name.slice(5))).toHaveCount(
      name.startsWith('Like') ? 1 : 0,
    );
  }
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
  await journal.songs.getByRole('button', { name: `Dislike ${title}`, exact: true }).click();
  await expect.poll(() => journal.titles()).not.toContain(title);

  await journal.undo.first().click();
  await expect.poll(async () => (await journal.titles())[2]).toBe(title);
  expect(
    readProfile(app.profile)
      .verdicts()
      .map(({ verdict }) => verdict),
  ).toEqual(['dislike', 'undo']);
});

test('a song that left the list makes room for another', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  const before = await journal.titles();
  await journal.songs.getByRole('button', { name: `Skip ${before[0]}`, exact: true }).click();
  await expect.poll(async () => (await journal.titles()).length).toBe(before.length);
  await expect.poll(() => journal.titles()).not.toContain(before[0]);
});
