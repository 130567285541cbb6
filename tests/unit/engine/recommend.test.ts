import { expect, test } from 'vitest';

import { openTestEngine } from '../../support/openTestEngine.ts';

const HAPPY = 'I just had a great day at work!';

test('a text becomes songs near its place in the plane, each with reasons', async () => {
  const { call } = await openTestEngine();
  const { emotion, tracks, stage } = await call('recommend.list', { text: HAPPY, limit: 10 });
  expect(emotion.valence).toBeGreaterThan(0.2);
  expect(stage).toBe('cold-start');
  expect(tracks).toHaveLength(10);
  for (const { reasons, valence } of tracks) {
    expect(reasons.length).toBeGreaterThanOrEqual(2);
    expect(valence).toBeGreaterThan(0);
  }
  expect(new Set(tracks.map(({ artist }) => artist)).size).toBe(10);
});

test('a verdict may refer to what was shown, and only to where that very song was shown', async () => {
  const { call, engine, profile } = await openTestEngine();
  const { tracks } = await call('recommend.list', { text: HAPPY, limit: 3 });
  await call('feedback.record', {
    trackId: tracks[1]!.id,
    verdict: 'like',
    impressionId: tracks[1]!.impressionId,
  });
  await engine.close();
  const again = await openTestEngine({ profile });
  await expect(
    again.call('feedback.record', {
      trackId: tracks[0]!.id,
      verdict: 'like',
      impressionId: tracks[1]!.impressionId,
    }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('a disliked song does not come again until the dislike is taken back', async () => {
  const { call } = await openTestEngine();
  const idsOf = async () =>
    (await call('recommend.list', { text: HAPPY, limit: 5 })).tracks.map(({ id }) => id);
  const [first] = await idsOf();
  const { id } = await call('feedback.record', { trackId: first!, verdict: 'dislike' });
  expect(await idsOf()).not.toContain(first);
  await call('feedback.undo', { id });
  expect(await idsOf()).toContain(first);
});

test('the same mood brings the same list on one day and another list on the next', async () => {
  const { call, clock } = await openTestEngine();
  const idsOf = async () => (await call('recommend.list', { text: HAPPY })).tracks.map(({ id }) => id);
  const today = await idsOf();
  expect(await idsOf()).toEqual(today);
  clock.now += 86_400_000;
  expect(await idsOf()).not.toEqual(today);
});

test('songs that are on screen do not come again', async () => {
  const { call } = await openTestEngine();
  const { tracks } = await call('recommend.list', { text: HAPPY, limit: 5 });
  const exclude = tracks.map(({ id }) => id);
  const more = await call('recommend.list', { text: HAPPY, limit: 5, exclude });
  expect(more.tracks.filter(({ id }) => exclude.includes(id))).toEqual([]);
});

test('a point that the person chose counts in place of what the text says', async () => {
  const { call } = await openTestEngine();
  const point = { valence: -0.7, arousal: -0.6 };
  const { emotion, target } = await call('recommend.list', { text: HAPPY, point });
  expect(emotion).toMatchObject(point);
  expect(target).toEqual(point);
});

test('an intent moves the target and says so in the reasons', async () => {
  const { call } = await openTestEngine();
  const { target, tracks } = await call('recommend.list', {
    point: { valence: -0.6, arousal: -0.4 },
    intent: 'lift',
  });
  expect(target.valence).toBeGreaterThan(-0.6);
  expect(tracks.flatMap(({ reasons }) => reasons.map(({ kind }) => kind))).toContain('intent');
});

test('nothing to go by, unknown ids and a limit of 0 are refused; a limit of a billion ends where the songs end', async () => {
  const { call } = await openTestEngine();
  await expect(call('recommend.list', { text: ' \n' })).rejects.toMatchObject({ code: 'bad-request' });
  await expect(call('recommend.list', { text: HAPPY, limit: 0 })).rejects.toMatchObject({
    code: 'bad-request',
  });
  await expect(call('recommend.list', { text: HAPPY, entryId: 77 as never })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(
    call('feedback.record', { trackId: (10 ** 9) as never, verdict: 'like' }),
  ).rejects.toMatchObject({
    code: 'not-found',
  });
  const { tracks } = await call('recommend.list', { text: HAPPY, limit: 1_000_000_000 });
  expect(tracks.length).toBeGreaterThan(100);
  expect(tracks.length).toBeLessThanOrEqual(500);
});

test.each([
  '',
  '   ',
  '🎉🎉🎉',
  '\u0000\u0007\u001b[31m',
  'אני כל כך שמח היום',
  '今日はとても悲しい',
  'x'.repeat(1_000_000),
])('text %# of the unusual ones has a place in the plane', async (text) => {
  const { call, defects } = await openTestEngine();
  const { valence, arousal } = await call('emotion.infer', { text });
  expect(Math.abs(valence)).toBeLessThanOrEqual(1);
  expect(Math.abs(arousal)).toBeLessThanOrEqual(1);
  expect(defects).toEqual([]);
});
