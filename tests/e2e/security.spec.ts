import { expect, test } from './fixtures.ts';
import { journalWindow } from './journalWindow.ts';

test('a page has nothing of Node', async ({ app }) => {
  const kinds = await app.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global'].map((name) => typeof Reflect.get(window, name)),
  );
  expect(new Set(kinds)).toEqual(new Set(['undefined']));
});

test('neither inline scripts nor eval run', async ({ app }) => {
  app.allowErrors(/Content Security Policy|TrustedScript|violates/i);
  const ran = await app.page.evaluate(async () => {
    const attempts: (() => void)[] = [
      () => {
        const script = document.createElement('script');
        script.append('window.scriptRan = true');
        document.body.append(script);
      },
      () => {
        const button = document.createElement('button');
        button.setAttribute('onclick', 'window.handlerRan = true');
        document.body.append(button);
        button.click();
      },
      // Playwright's own evaluation is exempt from the policy; the string of a timer is not.
      () => void setTimeout('window.timerRan = true', 0),
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch {
        // Trusted Types refuse a string before it gets as far as the policy.
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    return ['scriptRan', 'handlerRan', 'timerRan'].filter((name) => Reflect.get(window, name));
  });
  expect(ran).toEqual([]);
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
