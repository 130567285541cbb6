import { expect, test } from 'vitest';

import { isOurPage, JOURNAL_URL, QUICK_URL } from '../../../src-main/desktop/rendererOrigin.ts';

test('both faces are pages of the app', () => {
  expect([JOURNAL_URL, QUICK_URL].map(isOurPage)).toEqual([true, true]);
});

test.each([
  'https://words-to-waves.invalid.evil.example/',
  'https://words-to-waves.invalid@evil.example/',
  'https://words-to-waves.invalid:8443/',
  'http://words-to-waves.invalid/',
  'file:///etc/passwd',
  'about:blank',
  'data:text/html,x',
  'javascript:alert(1)',
  '',
])('%s is none', (url) => expect(isOurPage(url)).toBe(false));
