import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

import { fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import { openLoopback, TOKEN } from '../support/openLoopback.ts';
import { rawGet, rawRequest } from '../support/rawRequest.ts';

const bearer = { authorization: `Bearer ${TOKEN}` };
const call = JSON.stringify({ method: 'a.b', input: { c: 1 } });
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

test('a call with the token is answered', async () => {
  const { origin } = await openLoopback();
  const response = await fetch(`${origin}/call`, { method: 'POST', headers: bearer, body: call });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ ok: true, value: { method: 'a.b', input: { c: 1 } } });
});

test.each([
  ['no token', {}],
  ['a wrong token', { authorization: 'Bearer wrong' }],
  ['a longer token', { authorization: `Bearer ${TOKEN}x` }],
  ['another scheme', { authorization: `Basic ${TOKEN}` }],
  ['an empty token', { authorization: 'Bearer ' }],
])('a call with %s is refused', async (_case, headers) => {
  const { origin } = await openLoopback();
  for (const path of ['/call', '/files?name=a.csv']) {
    const response = await fetch(origin + path, { method: 'POST', headers, body: call });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
  }
  expect((await fetch(`${origin}/events`, { headers })).status).toBe(403);
});

test('only the event stream takes its token from the query, where logs and histories would keep it', async () => {
  const { origin } = await openLoopback();
  const asQuery = `token=${TOKEN}`;
  expect((await fetch(`${origin}/call?${asQuery}`, { method: 'POST', body: call })).status).toBe(403);
  const stream = await fetch(`${origin}/events?${asQuery}`);
  expect(stream.status).toBe(200);
  await stream.body?.cancel();
});

test.each(['localhost', 'evil.example', '127.0.0.2', '[::1]', '2130706433', '127.1'])(
  'a request that calls this computer "%s" is refused, so that no foreign name can be bound to it',
  async (host) => {
    const { port } = await openLoopback();
    expect(statusOf(await rawRequest(port, rawGet('/', { Host: `${host}:${port}` })))).toBe(403);
  },
);

test('a request without a port, without a host or with two hosts is refused', async () => {
  const { port } = await openLoopback();
  expect(statusOf(await rawRequest(port, rawGet('/', { Host: '127.0.0.1' })))).toBe(403);
  expect(statusOf(await rawRequest(port, 'GET / HTTP/1.0\r\n\r\n'))).toBe(403);
  const twice = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`;
  expect([400, 403]).toContain(statusOf(await rawRequest(port, twice)));
});

test.each(['https://evil.example', 'null', 'http://localhost', 'file://'])(
  'a page of %s is refused, even with the token',
  async (foreign) => {
    const { origin } = await openLoopback();
    const headers = { ...bearer, origin: foreign };
    expect((await fetch(`${origin}/call`, { method: 'POST', headers, body: call })).status).toBe(403);
    expect((await fetch(`${origin}/`, { headers })).status).toBe(403);
  },
);

test('a page of our own origin on another port is refused', async () => {
  const { origin, port } = await openLoopback();
  const headers = { ...bearer, origin: `http://127.0.0.1:${port + 1}` };
  expect((await fetch(`${origin}/call`, { method: 'POST', headers, body: call })).status).toBe(403);
});

test('a request that another site made the browser send is refused', async () => {
  const { port } = await openLoopback();
  for (const site of ['cross-site', 'same-site']) {
    const headers = { Host: `127.0.0.1:${port}`, 'Sec-Fetch-Site': site };
    expect(statusOf(await rawRequest(port, rawGet(`/events?token=${TOKEN}`, headers)))).toBe(403);
  }
});

test('the token is in nothing that is served without it', async () => {
  const { origin } = await openLoopback();
  for (const path of ['/', '/assets/app-1234.js', '/call', '/no-such']) {
    const response = await fetch(origin + path, { redirect: 'manual' });
    expect(JSON.stringify([...response.headers]) + (await response.text())).not.toContain(TOKEN);
  }
});

test('a ticket leads one browser to the app, once', async () => {
  const { origin, openingUrl } = await openLoopback();
  const url = openingUrl();
  expect(url).not.toContain(TOKEN);

  const first = await fetch(url, { redirect: 'manual' });
  expect([first.status, first.headers.get('location')]).toEqual([302, `/#token=${TOKEN}`]);
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(404);
  expect((await fetch(`${origin}/open/`, { redirect: 'manual' })).status).toBe(404);
  expect((await fetch(`${origin}/open/guess`, { redirect: 'manual' })).status).toBe(404);
});

test('it cannot be reached from the network', async (context) => {
  const { port } = await openLoopback();
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outward = addresses.find(({ internal, family }) => !internal && family === 'IPv4');
  if (!outward) return context.skip('this computer has no network address to try it from');

  const failure = await new Promise((resolve) => {
    const socket = connect(port, outward.address, () => {
      socket.destroy();
      resolve(null);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  expect(failure).toBe('ECONNREFUSED');
});

test('it answers properly after any nonsense on the wire', async () => {
  const { origin, port, reports } = await openLoopback();
  const line = fc
    .tuple(
      fc.constantFrom('GET', 'POST', 'PUT', 'OPTIONS', 'TRACE', 'CONNECT', 'WHAT'),
      fc.oneof(
        fc.webPath(),
        fc.string(),
        fc.constantFrom('*', '//', '/call', '/files', '/events', 'http://[/'),
      ),
      fc.string(),
    )
    .map(
      ([verb, target, rest]) =>
        `${verb} ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: ${rest}\r\n\r\n${rest}`,
    );
  await fc.assert(
    fc.asyncProperty(fc.oneof(line, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
      const answer = await rawRequest(port, bytes, 'hang-up');
      expect(answer).not.toContain(TOKEN);
      expect(answer === '' || statusOf(answer) < 500).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect((await fetch(`${origin}/`)).status).toBe(200);
  expect(reports).toEqual([]);
});
