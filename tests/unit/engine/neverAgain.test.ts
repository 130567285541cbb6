import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import type { Recommendation, TrackId, Verdict } from '../../../src-preload/contract.ts';
import { openTestEngine } from '../../support/openTestEngine.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

const DAY_MS = 86_400_000;
const SOMEWHERE = { valence: 0.2, arousal: 0.1 };

/** What a person may do next: ask for songs, judge one of those that were shown, take the last verdict back, wait. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('ask' as const),
    valence: fc.integer({ min: -4, max: 4 }),
    stage: fc.constantFrom(null, 'fallback' as const, 'ranking' as const, 'boosted' as const),
  }),
  fc.record({
    kind: fc.constant('judge' as const),
    place: fc.nat(),
    verdict: fc.constantFrom<Verdict>('like', 'dislike', 'skip'),
  }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
);

test('whatever was said and shown: nothing disliked, nothing heard of late, no song and no artist twice', async () => {
  const { call, clock } = await openTestEngine();
  const log: { trackId: TrackId; verdict: Verdict; at: number }[] = [];
  let shown: Recommendation[] = [];
  const standing = () => new Map(log.map((one) => [one.trackId, one]));

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      for (const now of steps) {
        if (now.kind === 'wait') clock.now += now.days * DAY_MS;
        if (now.kind === 'undo' && log.length > 0) {
          expect((await call('feedback.undoLast', {})).trackId).toBe(log.pop()!.trackId);
        }
        if (now.kind === 'judge' && shown.length > 0) {
          const { id, impressionId } = shown[now.place % shown.length]!;
          await call('feedback.record', { trackId: id, impressionId, verdict: now.verdict });
          log.push({ trackId: id, verdict: now.verdict, at: clock.now });
        }
        if (now.kind !== 'ask') continue;
        const point = { valence: now.valence / 4, arousal: 0.1 };
        ({ tracks: shown } = await call('recommend.list', { point, stage: now.stage }));
        expect(shown).toHaveLength(10);
        expect(new Set(shown.map(({ artist }) => artist)).size).toBe(10);
        const verdicts = standing();
        for (const { id } of shown) {
          const said = verdicts.get(id);
          expect(said?.verdict).not.toBe('dislike');
          if (said) expect(clock.now - said.at).toBeGreaterThanOrEqual(14 * DAY_MS);
        }
      }
    }),
    { numRuns: 15 },
  );
});

test('a song that was shown for another mood does not come again on that day', async () => {
  const { call, clock } = await openTestEngine();
  const ask = async (valence: number) =>
    (await call('recommend.list', { point: { ...SOMEWHERE, valence } })).tracks.map(({ id }) => id);
  const first = await ask(0.2);
  const second = await ask(0.21);
  expect(second.filter((id) => first.includes(id))).toEqual([]);
  expect(await ask(0.2)).toEqual(first);
  clock.now += DAY_MS + 1;
  expect((await ask(0.21)).length).toBe(10);
});

test('a song that was judged comes again when it is asked for, and after the days that the person set', async () => {
  const { call, clock } = await openTestEngine();
  const ask = async (allowHeard = false) =>
    (
      await call('recommend.list', { point: SOMEWHERE, stage: 'cold-start', limit: 500, allowHeard })
    ).tracks.map(({ id }) => id);
  const [song] = await ask();
  await call('feedback.record', { trackId: song!, verdict: 'like' });
  expect(await ask()).not.toContain(song);
  expect(await ask(true)).toContain(song);
  await call('settings.set', { daysBeforeRepeat: 0 });
  expect(await ask()).toContain(song);
  await call('settings.set', { daysBeforeRepeat: 3 });
  expect(await ask()).not.toContain(song);
  clock.now += 3 * DAY_MS;
  expect(await ask()).toContain(song);
});

test('a banned artist or genre never comes, in no stage, until the ban is lifted', async () => {
  const { call } = await openTestEngine();
  const ask = async (stage: 'cold-start' | 'ranking') =>
    (await call('recommend.list', { point: SOMEWHERE, stage, limit: 500, allowHeard: true })).tracks;
  const all = await ask('cold-start');
  const { artist } = all[0]!;
  const genre = all.find((track) => track.artist !== artist)!.genres[0]!;
  await call('feedback.record', {
    trackId: all.find(({ genres }) => genres[0] === genre)!.id,
    verdict: 'like',
  });
  const ban = await call('ban.add', { kind: 'artist', name: ` ${artist.toUpperCase()} ` });
  const second = await call('ban.add', { kind: 'genre', name: genre.toUpperCase() });
  expect(await call('ban.add', { kind: 'genre', name: genre })).toEqual(second);
  for (const stage of ['cold-start', 'ranking'] as const) {
    const tracks = await ask(stage);
    expect(tracks.length).toBeGreaterThan(100);
    expect(tracks.filter((track) => track.artist === artist || track.genres.includes(genre))).toEqual([]);
  }
  expect(await call('ban.list', {})).toEqual([ban, second]);
  await call('ban.remove', { id: ban.id });
  await call('ban.remove', { id: second.id });
  expect((await ask('cold-start')).map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  await expect(call('ban.remove', { id: ban.id })).rejects.toMatchObject({ code: 'not-found' });
  await expect(call('ban.add', { kind: 'genre', name: '!!' })).rejects.toMatchObject({ code: 'bad-request' });
});

test('the main artist of a song is banned by that song, and goes as a guest of others too', async () => {
  const { call, announced } = await openTestEngine();
  const path = join(temporaryDirectory(), 'songs.json');
  const song = (title: string, ...artists: string[]) => ({
    name: title,
    artists: artists.map((name) => ({ name })),
    valence: 0.5,
    energy: 0.5,
  });
  writeFileSync(path, JSON.stringify([song('One', 'A'), song('Two', 'B, C & D', 'A'), song('Three', 'E')]));
  await call('catalogue.import', { paths: [path] });
  await announced((a) => a.name === 'job.change' && a.value.job.state === 'done');
  const ask = async () => (await call('recommend.list', { point: SOMEWHERE })).tracks;
  const idOf = new Map((await ask()).map(({ title, id }) => [title, id]));
  const titles = async () => (await ask()).map(({ title }) => title).sort();
  expect(await titles()).toEqual(['One', 'Three', 'Two']);

  const ban = await call('ban.addArtistOf', { trackId: idOf.get('Two')! });
  expect(ban).toMatchObject({ kind: 'artist', name: 'B, C & D' });
  expect(await titles()).toEqual(['One', 'Three']);
  await call('ban.remove', { id: ban.id });
  expect(await call('ban.addArtistOf', { trackId: idOf.get('One')! })).toMatchObject({ name: 'A' });
  expect(await titles()).toEqual(['Three']);
  await expect(call('ban.addArtistOf', { trackId: 987_654_321 as TrackId })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a small catalogue is shown again rather than nothing at all', async () => {
  const { call } = await openTestEngine();
  const first = await call('recommend.list', { point: SOMEWHERE, limit: 500 });
  const second = await call('recommend.list', { point: { valence: -0.5, arousal: 0 }, limit: 500 });
  expect(second.tracks.length).toBe(first.tracks.length);
});
