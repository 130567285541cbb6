import type { Page } from '@playwright/test';

import { expect, test } from './fixtures.ts';
import { BAD_DAY, GREAT_DAY, journalWindow } from './journalWindow.ts';
import { readProfile } from './readProfile.ts';

const MAX_DELAY_MS = 100;

test('typing about a great day moves the point to the pleasant side, and about a terrible one to the other', async ({
  app,
}) => {
  const journal = journalWindow(app.page);
  await journal.text.pressSequentially(GREAT_DAY);
  await expect.poll(async () => (await journal.place())?.valence ?? 0).toBeGreaterThan(0.1);

  await journal.text.fill(BAD_DAY);
  await expect.poll(async () => (await journal.place())?.valence ?? 0).toBeLessThan(-0.1);
});

test('the point is there within 100 ms of the last key', { tag: '@alone' }, async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.text.fill('A day');
  await expect.poll(() => journal.place()).not.toBeNull();

  const delays: number[] = [];
  for (let round = 0; round < 4; round++) {
    for (const text of [GREAT_DAY, BAD_DAY, 'So calm and quiet here.', 'I am furious!']) {
      delays.push(await delayToMove(app.page, text));
    }
  }
  const median = delays.toSorted((a, b) => a - b)[Math.floor(delays.length / 2)]!;
  expect(median, `delays: ${delays.map(Math.round).join(', ')} ms`).toBeLessThanOrEqual(MAX_DELAY_MS);
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

/** Writes a text in one key stroke and returns how long the point took to move, on the page's own clock. */
async function delayToMove(page: Page, text: string): Promise<number> {
  const journal = journalWindow(page);
  await journal.point.evaluate((point) => {
    const box = document.querySelector('textarea, input[type=text]')!;
    const seen = new Promise<number>((resolve) => {
      let typedAt = 0;
      box.addEventListener('input', () => (typedAt = performance.now()), { once: true, capture: true });
      new MutationObserver((_, observer) => {
        if (typedAt === 0) return;
        observer.disconnect();
        resolve(performance.now() - typedAt);
      }).observe(point, { attributeFilter: ['data-valence', 'data-arousal'] });
    });
    (point as HTMLElement & { moved?: Promise<number> }).moved = seen;
  });
  await journal.text.fill(text);
  return journal.point.evaluate((point) => (point as HTMLElement & { moved?: Promise<number> }).moved!);
}
