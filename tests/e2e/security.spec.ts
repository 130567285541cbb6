import { expect, test } from './fixtures.ts';
import { journalWindow } from './journalWindow.ts';

test('a page has nothing of Node', async ({ app }) => {
  const kinds = await app.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global'].map((name) => typeof Reflect.get(window, name)),
  );
  expect(new Set(kinds)).toEqual(new Set(['undefined']));
});

test('neither inline scripts nor eval run', async ({ app }) => {
  app.allowErrors(/Content Security Policy|violates/i);
  const ran = await app.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    const button = document.createElement('button');
    button.setAttribute('onclick', 'window.handlerRan = true');
    document.body.append(button);
    button.click();
    return { inline: Reflect.get(window, 'inlineRan'), handler: Reflect.get(window, 'handlerRan') };
  });
  expect(ran).toEqual({ inline: undefined, handler: undefined });

  const evaluated = await app.page.evaluate(
    () =>
      new Promise((resolve) => {
        // Playwright's own evaluation is exempt from the policy; a timer's string is not.
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.blockedURI), {
          once: true,
        });
        setTimeout('window.evalRan = true', 0);
        setTimeout(() => resolve(Reflect.get(window, 'evalRan') ? 'it ran' : 'it did not run'), 1000);
      }),
  );
  expect(evaluated).toBe('eval');
});

test('nothing is loaded from elsewhere', async ({ app }) => {
  app.allowErrors(/Content Security Policy|violates|example\.invalid|Failed to (load|fetch)/i);
  const outcome = await app.page.evaluate(() =>
    fetch('https://example.invalid/').then(
      () => 'loaded',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
});

test('a page cannot leave the app for another address', async ({ app }) => {
  app.allowErrors(/Content Security Policy|violates|example\.invalid|ERR_|Not allowed/i);
  const before = app.page.url();
  await app.page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'file:///etc/hostname';
    document.body.append(link);
    link.click();
  });
  await expect(journalWindow(app.page).text).toBeVisible();
  expect(app.page.url()).toBe(before);
});

test('text that looks like markup is shown as text', async ({ app }) => {
  const journal = journalWindow(app.page);
  const text = '<img src=x onerror="window.markupRan = true"> <b>fine</b>';
  await journal.write(text);
  expect(await journal.today.locator('img, b').count()).toBe(0);
  expect(await app.page.evaluate(() => Reflect.get(window, 'markupRan'))).toBeUndefined();
});
