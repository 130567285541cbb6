import { expect, test } from 'vitest';

import { openTestEngine } from '../../support/openTestEngine.ts';

test('an entry is there after the engine was closed and opened again', async () => {
  const { call, engine, profile } = await openTestEngine();
  const entry = await call('journal.add', { text: 'Rain all day, and I liked it.' });
  await engine.close();
  const again = await openTestEngine({ profile });
  expect(await again.call('journal.list', {})).toEqual([entry]);
});

test('a dragged point is stored as a correction beside what was heard', async () => {
  const { call } = await openTestEngine();
  const point = { valence: -0.5, arousal: 0.25 };
  const entry = await call('journal.add', { text: 'I am so happy', point });
  expect(entry).toMatchObject({ ...point, isCorrected: true });
  expect(entry.heard.valence).toBeGreaterThan(0);
  const moved = await call('journal.correct', { id: entry.id, point: { valence: 0, arousal: 0 } });
  expect(moved).toMatchObject({ valence: 0, arousal: 0, heard: entry.heard });
});

test('a point without words is an entry; nothing at all is not', async () => {
  const { call } = await openTestEngine();
  expect(await call('journal.add', { text: '', point: { valence: 0.1, arousal: 0.2 } })).toMatchObject({
    text: '',
  });
  await expect(call('journal.add', { text: ' ' })).rejects.toMatchObject({ code: 'bad-request' });
});

test('removing and restoring can be repeated, and unknown entries are named', async () => {
  const { call } = await openTestEngine();
  const { id } = await call('journal.add', { text: 'fine' });
  await call('journal.remove', { id });
  await call('journal.remove', { id });
  expect(await call('journal.list', {})).toEqual([]);
  await call('journal.restore', { id });
  expect(await call('journal.list', {})).toHaveLength(1);
  await expect(call('journal.remove', { id: 99 as never })).rejects.toMatchObject({ code: 'not-found' });
});

test('every change is announced, and no announcement carries what was written', async () => {
  const { call, announcements } = await openTestEngine();
  await call('journal.add', { text: 'a secret' });
  expect(announcements.map(({ name }) => name)).toContain('journal.change');
  expect(JSON.stringify(announcements)).not.toContain('secret');
});
