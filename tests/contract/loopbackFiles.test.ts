import { fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import { openLoopback } from '../support/openLoopback.ts';
import { rawGet, rawRequest } from '../support/rawRequest.ts';

test('the renderer is served, with every header that keeps a page to itself', async () => {
  const { origin } = await openLoopback();
  const response = await fetch(`${origin}/?face=quick`);
  expect(await response.text()).toContain('<title>Waves</title>');
  const header = (name: string) => response.headers.get(name);
  expect(header('content-type')).toBe('text/html; charset=utf-8');
  expect(header('content-security-policy')).toContain("default-src 'none'");
  expect(header('content-security-policy')).toContain("script-src 'self';");
  expect(header('content-security-policy')).not.toMatch(/unsafe|\*|https?:/);
  expect(header('x-content-type-options')).toBe('nosniff');
  expect(header('referrer-policy')).toBe('no-referrer');
  expect(header('cross-origin-opener-policy')).toBe('same-origin');
  expect(header('cross-origin-resource-policy')).toBe('same-origin');
  expect(header('cache-control')).toBe('no-cache');
});

test('a file whose name holds its hash may be kept for ever', async () => {
  const { origin } = await openLoopback();
  const response = await fetch(`${origin}/assets/app-1234.js`);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('cache-control')).toContain('immutable');
});

test('HEAD says the size and sends nothing', async () => {
  const { origin } = await openLoopback();
  const response = await fetch(`${origin}/`, { method: 'HEAD' });
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(10);
  expect(await response.text()).toBe('');
});

test.each([
  '/assets',
  '/assets/',
  '/index.html/',
  '/no-such.html',
  '/no-kind-of-ours.sqlite',
  '/%',
  '/%00',
  '/%c0%ae',
])('there is nothing at %s', async (path) => {
  const { origin } = await openLoopback();
  const response = await fetch(origin + path);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('no path leads out of the renderer', async () => {
  const { port } = await openLoopback();
  const step = fc.constantFrom(
    '..',
    '%2e%2e',
    '.%2E',
    '.',
    '',
    'assets',
    '..%2f',
    '..%5c',
    '..\\',
    '%252e%252e',
    '..;',
    '..%00',
  );
  const target = fc.array(step, { maxLength: 6 }).map((steps) => `/${[...steps, 'secret.html'].join('/')}`);
  const whole = fc.oneof(
    target,
    target.map((path) => `/${path}`),
    target.map((path) => path.slice(1)),
  );
  await fc.assert(
    fc.asyncProperty(whole, async (path) => {
      const answer = await rawRequest(port, rawGet(path, { Host: `127.0.0.1:${port}` }));
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer).not.toContain('secret');
    }),
    { numRuns: 300 },
  );
});
