import { expect, test } from 'vitest';

import { MAX_BODY_BYTES } from '../../src-main/ipc/loopbackBody.ts';
import { openLoopback, TOKEN } from '../support/openLoopback.ts';
import { rawRequest } from '../support/rawRequest.ts';

const headers = { authorization: `Bearer ${TOKEN}` };

const refusal = { ok: false, failure: { code: 'bad-request', message: expect.any(String) } };

test.each([
  ['nothing', ''],
  ['half an object', '{"method":'],
  ['no object', '[]'],
  ['a null', 'null'],
  ['an object without a method', '{"input":{}}'],
  ['a method that is no text', '{"method":{"toString":1}}'],
  ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
])('a body with %s is refused as a reply', async (_case, body) => {
  const { origin, reports } = await openLoopback();
  const response = await fetch(`${origin}/call`, { method: 'POST', headers, body });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual(refusal);
  expect(reports).toEqual([]);
});

test('a call without an input has an empty one', async () => {
  const { origin } = await openLoopback();
  const response = await fetch(`${origin}/call`, { method: 'POST', headers, body: '{"method":"a.b"}' });
  expect(await response.json()).toEqual({ ok: true, value: { method: 'a.b', input: {} } });
});

test('a body above the limit is refused by its stated size, before it is sent', async () => {
  const { port } = await openLoopback();
  const answer = await rawRequest(
    port,
    `POST /call HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${TOKEN}\r\nConnection: close\r\nContent-Length: ${MAX_BODY_BYTES + 1}\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});

test('a body above the limit that does not state its size is refused when it gets there', async () => {
  const { origin } = await openLoopback();
  const chunk = new Uint8Array(1024 * 1024).fill(0x20);
  let left = Math.ceil(MAX_BODY_BYTES / chunk.length) + 1;
  const body = new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(chunk);
      else controller.close();
    },
  });
  const response = await fetch(`${origin}/call`, {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  } as RequestInit);
  expect(response.status).toBe(413);
  expect(await response.json()).toEqual(refusal);
});

test('a method that throws is reported and answered', async () => {
  const { origin, reports } = await openLoopback({ dispatch: () => Promise.reject(new Error('secret')) });
  const response = await fetch(`${origin}/call`, { method: 'POST', headers, body: '{"method":"a.b"}' });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
  expect(reports).toEqual([expect.objectContaining({ message: 'secret' })]);
});

test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('%s is no way to call', async (method) => {
  const { origin } = await openLoopback();
  const response = await fetch(`${origin}/call`, { method, headers });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
});

test('a quiet stream of events has comments that keep it alive', async () => {
  const { origin } = await openLoopback({ heartbeatMs: 10 });
  const stream = await fetch(`${origin}/events`, { headers });
  expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  let text = '';
  for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.includes(': still here\n\n')) break;
  }
  expect(text).toContain('retry: 1000\n\n');
});

test('closing ends open streams and lets the port go', async () => {
  const { origin, close } = await openLoopback();
  const stream = await fetch(`${origin}/events`, { headers });
  await close();
  expect(await stream.text()).toContain('retry');
  await expect(fetch(origin)).rejects.toThrow('fetch failed');
});
