import { expect, test } from './fixtures.ts';
import { GREAT_DAY, journalWindow } from './journalWindow.ts';

/** What only a desktop app does; the config leaves these out of the browser's project. */

test('closing the window leaves the app in the tray, and a second start brings the window back', async ({
  app,
}) => {
  const desktop = app.desktop!;
  await journalWindow(app.page).write(GREAT_DAY);
  const visibleWindows = () =>
    desktop.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length,
    );

  await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().forEach((window) => window.close()),
  );
  await expect.poll(visibleWindows).toBe(0);
  expect(app.enginePid()).not.toBeNull();

  await desktop.evaluate(({ app: electronApp }) => {
    electronApp.emit('second-instance', {}, ['electron', '.'], '/');
  });
  await expect.poll(visibleWindows).toBe(1);
});

test('the menu opens the catalogue, and nothing in the window is lost by it', async ({ app }) => {
  const journal = journalWindow(app.page);
  await journal.text.fill('half a sentence');
  await app.desktop!.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? []);
    items.find(({ label }) => label === 'Search the catalogue')!.click();
  });
  await expect(app.page.getByRole('grid', { name: 'Songs of the catalogue' })).toBeVisible();
  await app.page.getByRole('button', { name: 'Journal' }).click();
  await expect(journal.text).toHaveValue('half a sentence');
});

test('a page opens no windows and goes nowhere else', async ({ app }) => {
  app.allowErrors(/Content Security Policy|violates|ERR_|Not allowed/i);
  const desktop = app.desktop!;
  const before = app.page.url();
  const count = () => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  const windows = await count();

  expect(await app.page.evaluate(() => window.open('about:blank') === null)).toBe(true);
  await app.page.evaluate(() => void (location.href = 'data:text/html,elsewhere'));
  await expect(journalWindow(app.page).text).toBeVisible();
  expect(app.page.url()).toBe(before);
  expect(await count()).toBe(windows);
});

test('every window is isolated and sandboxed', async ({ app }) => {
  await app.openQuick();
  const preferences = await app.desktop!.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .map((contents) =>
        (
          contents as unknown as { getLastWebPreferences(): Record<string, unknown> | null }
        ).getLastWebPreferences(),
      )
      .filter((found) => found !== null),
  );
  expect(preferences.length).toBeGreaterThanOrEqual(2);
  for (const preference of preferences) {
    expect(preference).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
  }
});

test('the popup hides with Esc and comes back empty', async ({ app }) => {
  const isShown = () =>
    app.desktop!.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some(
        (window) => window.isVisible() && window.webContents.getURL().includes('face=quick'),
      ),
    );
  const quick = await app.openQuick();
  const line = quick.getByRole('textbox', { name: 'How do you feel right now?' });
  await expect.poll(isShown).toBe(true);
  await line.fill('never mind');
  await line.press('Escape');
  await expect.poll(isShown).toBe(false);

  await app.openQuick();
  await expect.poll(isShown).toBe(true);
  await expect(line).toHaveValue('');
});
