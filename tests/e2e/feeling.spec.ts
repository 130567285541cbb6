import { expect, test } from './fixtures.ts';
import { BAD_DAY, GREAT_DAY, journalWindow } from './journalWindow.ts';
import { readProfile } from './readProfile.ts';

test('typing about a great day moves the point to the pleasant side, and about a terrible one to the other', async ({
  app,
}) => {
  const journal = journalWindow(app.page);
  await journal.text.pressSequentially(GREAT_DAY);
  await expect.poll(async () => (await journal.place())?.valence ?? 0).toBeGreaterThan(0.1);

  await journal.text.fill(BAD_DAY);
  await expect.poll(async () => (await journal.place())?.valence ?? 0).toBeLessThan(-0.1);
});

test('a point that was dragged stays where it was put, and is stored with the entry as a correction', async ({
  app,
}) => {
  const journal = journalWindow(app.page);
  await journal.text.fill(GREAT_DAY);
  await expect.poll(async () => (await journal.place())?.valence ?? 0).toBeGreaterThan(0.1);

  const box = (await journal.point.boundingBox())!;
  await app.page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.25);
  await app.page.mouse.down();
  await app.page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.75, { steps: 5 });
  await app.page.mouse.up();
  await expect.poll(async () => (await journal.place())?.valence).toBeCloseTo(-0.5, 1);
  await expect.poll(async () => (await journal.place())?.arousal).toBeCloseTo(-0.5, 1);

  await journal.saveButton.click();
  await expect(journal.song.first()).toBeVisible();
  const [correction] = readProfile(app.profile).corrections();
  expect(correction).toMatchObject({ text: GREAT_DAY });
  expect(correction?.valence).toBeCloseTo(-0.5, 1);
  expect(correction?.arousal).toBeCloseTo(-0.5, 1);
});

test('the arrow keys correct an entry that is saved already, and what the model heard is kept beside it', async ({
  app,
}) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  const [heard] = readProfile(app.profile).entries();

  await journal.point.focus();
  for (let i = 0; i < 4; i++) await app.page.keyboard.press('Shift+ArrowLeft');
  await expect
    .poll(() => readProfile(app.profile).corrections().at(-1)?.valence ?? 1)
    .toBeLessThan(heard!.valence - 0.7);
  expect(readProfile(app.profile).entries()).toEqual([heard]);
});

test('an entry without words and without a point is not kept, and the app says why', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.text.fill('   ');
  await journal.saveButton.click();
  await expect(app.page.getByRole('alert')).toContainText(/write a line, or set the point/i);
  expect(readProfile(app.profile).entries()).toEqual([]);
});
