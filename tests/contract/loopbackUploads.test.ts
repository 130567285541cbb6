import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';

import { fc } from '@fast-check/vitest';
import { expect, test, vi } from 'vitest';

import { createImportWatch } from '../../src-main/ipc/loopbackImports.ts';
import { createUploads, safeName } from '../../src-main/ipc/loopbackUploads.ts';
import type { Announcement, Job } from '../../src-preload/contract.ts';
import { type OpenedLoopback, openLoopback, TOKEN } from '../support/openLoopback.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';

const headers = { authorization: `Bearer ${TOKEN}` };

async function upload({ origin }: OpenedLoopback, name: string, body: BodyInit) {
  const response = await fetch(`${origin}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers,
    body,
  });
  return (await response.json()) as
    { ok: true; value: { path: string } } | { ok: false; failure: { code: string } };
}

const filesIn = (directory: string) => (existsSync(directory) ? readdirSync(directory) : []);

test('a file arrives byte for byte, under its own name, inside the profile', async () => {
  const host = await openLoopback();
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 256));
  const reply = await upload(host, 'Tiësto — top 50.csv.gz', bytes);
  if (!reply.ok) throw new Error(reply.failure.code);
  expect(dirname(dirname(reply.value.path))).toBe(host.uploadDirectory);
  expect(basename(reply.value.path)).toBe('Tiësto _ top 50.csv.gz');
  expect(readFileSync(reply.value.path).equals(bytes)).toBe(true);
});

test('two files of the same name do not meet', async () => {
  const host = await openLoopback();
  const replies = await Promise.all([upload(host, 'a.csv', 'one'), upload(host, 'a.csv', 'two')]);
  expect(new Set(replies.map((reply) => reply.ok && reply.value.path)).size).toBe(2);
});

test.each([
  '../../etc/passwd',
  '..\\..\\x.csv',
  '/abs/olute',
  '',
  '...',
  'a\u0000b',
  '\u202egnp.exe',
  'x'.repeat(300),
])('the name %j cannot leave the directory', async (name) => {
  const host = await openLoopback();
  const reply = await upload(host, name, 'x');
  expect(reply.ok && dirname(dirname(reply.value.path))).toBe(host.uploadDirectory);
  expect(filesIn(host.uploadDirectory)).toHaveLength(1);
});

test('a safe name is one path segment that keeps its extension', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const safe = safeName(name);
      expect(safe).toMatch(/^[\p{L}\p{N}_-]/u);
      expect(safe).not.toMatch(/[\\/:\p{C}]|[. ]$/u);
      expect([...safe].length).toBeLessThanOrEqual(100);
      expect(safeName(`${name}x.csv.gz`)).toMatch(/x\.csv\.gz$/);
    }),
  );
});

test('a file above the limit is refused, whether it states its size or not, and leaves nothing', async () => {
  const host = await openLoopback({ maxUploadBytes: 1000 });
  expect(await upload(host, 'a.csv', 'x'.repeat(1001))).toMatchObject({
    ok: false,
    failure: { code: 'bad-request' },
  });

  const body = new Blob(['x'.repeat(3000)]).stream();
  const response = await fetch(`${host.origin}/files?name=a.csv`, {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  } as RequestInit);
  expect(await response.json()).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
  expect(filesIn(host.uploadDirectory)).toEqual([]);
  expect((await upload(host, 'b.csv', 'x'.repeat(1000))).ok).toBe(true);
});

test('an upload that breaks off leaves nothing', async () => {
  const host = await openLoopback();
  const socket = connect(host.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(
    `POST /files?name=a.csv HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Length: 1000\r\n\r\nhalf`,
  );
  await vi.waitFor(() => expect(filesIn(host.uploadDirectory)).toHaveLength(1));
  socket.resetAndDestroy();
  await vi.waitFor(() => expect(filesIn(host.uploadDirectory)).toEqual([]));
  expect(host.reports).toEqual([]);
});

test('a profile that cannot be written is said in words', async () => {
  const uploads = createUploads(join(import.meta.filename, 'uploads'));
  await expect(uploads.receive(Readable.from(['x']), 'a.csv', null)).rejects.toMatchObject({
    code: 'profile-unwritable',
  });
});

/** An engine that is told by the test what becomes of its jobs. */
function importing() {
  const jobs = new Map<number, Job>();
  let tell: (announcement: Announcement) => void = () => {};
  const uploads = createUploads(join(temporaryDirectory(), 'uploads'));
  const dispatch = createImportWatch(
    async (method, input) => {
      if (method === 'job.list') return { ok: true, value: [...jobs.values()] };
      if (method === 'job.get') return { ok: true, value: jobs.get((input as { id: number }).id) };
      return { ok: true, value: { jobId: 1 } };
    },
    (listener) => (tell = listener),
    uploads,
  );
  return {
    dispatch,
    uploads,
    set(state: Job['state']) {
      const job = { id: 1, state } as Job;
      jobs.set(1, job);
      tell({ name: 'job.change', value: { job } });
    },
    run: () => tell({ name: 'engine.change', value: { state: 'running', message: null } }),
  };
}

test.each(['done', 'failed', 'cancelled'] as const)(
  'an uploaded file goes when its import is %s',
  async (state) => {
    const { dispatch, uploads, set } = importing();
    const path = await uploads.receive(Readable.from(['x']), 'a.csv', null);
    set('running');
    await dispatch('catalogue.import', { paths: [path] });
    expect(existsSync(path)).toBe(true);
    set(state);
    await vi.waitFor(() => expect(existsSync(path)).toBe(false));
  },
);

test('an uploaded file goes when its import was over before the reply arrived', async () => {
  const { dispatch, uploads, set } = importing();
  const path = await uploads.receive(Readable.from(['x']), 'a.csv', null);
  set('done');
  await dispatch('catalogue.import', { paths: [path] });
  await vi.waitFor(() => expect(existsSync(path)).toBe(false));
});

test('a file of the person’s own is never removed', async () => {
  const { dispatch, set } = importing();
  set('done');
  await dispatch('catalogue.import', { paths: [import.meta.filename] });
  expect(existsSync(import.meta.filename)).toBe(true);
});

test('what an earlier run left goes, but not before the import that was cut off has read it again', async () => {
  const { uploads, set, run } = importing();
  const path = await uploads.receive(Readable.from(['x']), 'a.csv', null);
  const next = createUploads(dirname(dirname(path)));
  expect(next.has(path)).toBe(false);

  const later = importing();
  Object.assign(later.uploads, { removeOld: next.removeOld });
  later.set('running');
  later.run();
  set('running');
  run();
  await later.dispatch('job.list', {});
  expect(existsSync(path)).toBe(true);
  later.set('done');
  await vi.waitFor(() => expect(existsSync(path)).toBe(false));
});
