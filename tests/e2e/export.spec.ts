import { expect, test } from './fixtures.ts';
import { GREAT_DAY, journalWindow } from './journalWindow.ts';

test('the songs on the list go out as an M3U8 playlist', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  const titles = await journal.titles();

  const { name, content } = await app.save(async () => {
    await journal.exportButton.click();
    await app.page.getByRole('menuitem', { name: 'M3U8 playlist' }).click();
  });
  expect(name).toMatch(/\.m3u8$/);
  expect(content.split(/\r?\n/)[0]).toBe('#EXTM3U');
  for (const title of titles) expect(content).toContain(title);
});

test('the songs on the list go out as a CSV file, one row a song', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.write(GREAT_DAY);
  const titles = await journal.titles();

  const { name, content } = await app.save(async () => {
    await journal.exportButton.click();
    await app.page.getByRole('menuitem', { name: 'CSV file' }).click();
  });
  expect(name).toMatch(/\.csv$/);
  const rows = content.trim().split(/\r?\n/);
  expect(rows).toHaveLength(titles.length + 1);
  for (const [index, title] of titles.entries())
    expect(rows[index + 1]).toContain(title.replaceAll('"', '""'));
});
