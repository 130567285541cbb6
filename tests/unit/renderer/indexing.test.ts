import { expect, test } from 'vitest';

import { Indexing } from '../../../src-renderer/state/indexing.svelte.ts';
import { createFarSide } from './farSide.ts';
import { job } from './samples.ts';

function open() {
  const far = createFarSide({ 'job.list': () => [] });
  const indexing = new Indexing(far.client);
  const tell = (news: ReturnType<typeof job>) => far.announce({ name: 'job.change', value: { job: news } });
  return { far, indexing, tell };
}

test('a quiet line says how far the songs are read, and goes when they are', () => {
  const { indexing, tell } = open();
  expect(indexing.line).toBeNull();
  tell(job(3, { kind: 'index', unit: 'tracks', done: 12_000, total: 114_000, remainingMs: 38_000 }));
  expect(indexing.line).toBe('Reading songs for search: 12,000 of 114,000 · 40 seconds left');
  tell(job(3, { kind: 'index', state: 'done', done: 114_000, total: 114_000 }));
  expect(indexing.line).toBeNull();
});

test('a failure stays to be read, and other work says nothing here', () => {
  const { indexing, tell } = open();
  const failure = { code: 'disk-full', message: 'The disk is full.' };
  tell(job(3, { kind: 'index', state: 'failed', failure }));
  expect(indexing.line).toContain('The disk is full.');
  tell(job(4, { kind: 'import', done: 10 }));
  expect(indexing.line).toContain('The disk is full.');
});

test('work that ended while the engine was away is not shown as running', async () => {
  const { far, indexing, tell } = open();
  tell(job(3, { kind: 'index', done: 1 }));
  far.announce({ name: 'engine.change', value: { state: 'running', message: null } });
  await expect.poll(() => indexing.line).toBeNull();
});
