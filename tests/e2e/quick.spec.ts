import { expect, test } from './fixtures.ts';
import { journalWindow } from './journalWindow.ts';
import { readProfile } from './readProfile.ts';

test('one line and Enter save an entry and show three songs', async ({ app }) => {
  const quick = await app.openQuick();
  const line = quick.getByRole('textbox', { name: 'How do you feel right now?' });
  await expect(line).toBeFocused();
  await line.fill('Happy and full of energy');
  await line.press('Enter');

  await expect(quick.getByRole('list', { name: 'Songs' }).getByRole('listitem')).toHaveCount(3);
  expect(readProfile(app.profile).entries()).toMatchObject([{ text: 'Happy and full of energy' }]);
  await expect(journalWindow(app.page).today.getByText('Happy and full of energy')).toBeVisible();
});

test('a click on the plane and Enter save an entry without words', async ({ app }) => {
  const quick = await app.openQuick();
  await expect(quick.getByRole('textbox', { name: 'How do you feel right now?' })).toBeVisible();
  const box = (await quick.getByLabel('Mood point').boundingBox())!;
  await quick.mouse.click(box.x + box.width * 0.8, box.y + box.height * 0.3);
  await quick.keyboard.press('Enter');

  await expect(quick.getByRole('list', { name: 'Songs' }).getByRole('listitem')).toHaveCount(3);
  const [correction] = readProfile(app.profile).corrections();
  expect(correction?.valence).toBeCloseTo(0.6, 1);
  expect(correction?.arousal).toBeCloseTo(0.4, 1);
});

test('Esc leaves the popup without keeping what was written', async ({ app }) => {
  const quick = await app.openQuick();
  const line = quick.getByRole('textbox', { name: 'How do you feel right now?' });
  await line.fill('never mind');
  await line.press('Escape');
  await expect(line).toHaveValue('');
  expect(readProfile(app.profile).entries()).toEqual([]);
});
