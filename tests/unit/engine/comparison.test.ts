import Sqlite from 'better-sqlite3';
import { fc } from '@fast-check/vitest';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import type { Comparison, Recommendation, Verdict } from '../../../src-preload/contract.ts';
import { judgeSongs, likesEnergy, songsOfCluster } from '../../support/judgeSongs.ts';
import { openTestEngine } from '../../support/openTestEngine.ts';

const DAY_MS = 86_400_000;
const SOMEWHERE = { valence: 0.2, arousal: 0.1 };

type Opened = Awaited<ReturnType<typeof openTestEngine>>;
type Call = Opened['call'];

/** Somebody with two tastes, whose lists by likeness have little in common with those by popularity. */
async function openWithTastes(options: Parameters<typeof openTestEngine>[0] = {}): Promise<Opened> {
  const opened = await openTestEngine(options);
  await judgeSongs(opened.call, await songsOfCluster(opened.call, 'Metal', 8), () => 'like');
  await judgeSongs(opened.call, await songsOfCluster(opened.call, 'Latin', 8), likesEnergy);
  return opened;
}

const start = (call: Call, a: Comparison['a']['stage'], b: Comparison['a']['stage'], seed = 1) =>
  call('comparison.start', { a: { stage: a }, b: { stage: b }, seed });
const status = async (call: Call) => (await call('comparison.status', {}))!;
const ask = async (call: Call, point = SOMEWHERE) => (await call('recommend.list', { point })).tracks;
const judge = (call: Call, { id, impressionId }: Recommendation, verdict: Verdict) =>
  call('feedback.record', { trackId: id, impressionId, verdict });

/** The side that each song of the newest list came from, as the profile keeps it. */
function teamsOf(profile: string): { trackId: number; team: 'a' | 'b' }[] {
  const db = new Sqlite(join(profile, 'waves.db'), { readonly: true });
  try {
    return db
      .prepare<[], { trackId: number; team: 'a' | 'b' }>(
        `SELECT track_id AS trackId, team FROM mixed_songs JOIN impressions ON impressions.id = impression_id
         WHERE list_id = (SELECT max(list_id) FROM mixed_lists) ORDER BY position`,
      )
      .all();
  } finally {
    db.close();
  }
}

/** Songs of a list by the side that they came from. */
function split(profile: string, songs: readonly Recommendation[]) {
  const teams = new Map(teamsOf(profile).map(({ trackId, team }) => [trackId, team]));
  const of = (team: 'a' | 'b') => songs.filter(({ id }) => teams.get(id) === team);
  return { a: of('a'), b: of('b') };
}

describe('while two stages are compared', () => {
  test('lists hold songs of both in equal parts, the same for the same question, and do not say whose', async () => {
    const { call, profile } = await openWithTastes();
    const own = {
      a: (await call('recommend.list', { point: SOMEWHERE, stage: 'ranking' })).tracks,
      b: (await call('recommend.list', { point: SOMEWHERE, stage: 'cold-start' })).tracks,
    };
    const before = await call('recommend.list', { point: SOMEWHERE });
    await start(call, 'ranking', 'cold-start');
    const mixed = await call('recommend.list', { point: SOMEWHERE });
    const sides = split(profile, mixed.tracks);
    expect([sides.a.length, sides.b.length]).toEqual([5, 5]);
    for (const team of ['a', 'b'] as const) {
      const ids = own[team].map(({ id }) => id);
      expect(sides[team].every(({ id }) => ids.includes(id))).toBe(true);
    }
    expect(Object.keys(mixed).sort()).toEqual(Object.keys(before).sort());
    expect(Object.keys(mixed.tracks[0]!).sort()).toEqual(Object.keys(before.tracks[0]!).sort());
    expect(mixed.stage).toBe(before.stage);
    expect((await ask(call)).map(({ id }) => id)).toEqual(mixed.tracks.map(({ id }) => id));
  });

  test('who picks first is drawn anew for each mood and day', async () => {
    const { call, profile, clock } = await openWithTastes();
    await start(call, 'ranking', 'cold-start');
    const firstFor = async (valence: number) => {
      await call('recommend.list', { point: { valence, arousal: 0 }, limit: 2 });
      return teamsOf(profile)[0]!.team;
    };
    const moods = [];
    for (let step = 0; step < 12; step++) moods.push(await firstFor(step / 20));
    const days = [];
    for (let day = 0; day < 12; day++, clock.now += DAY_MS) days.push(await firstFor(0.1));
    for (const firsts of [moods, days]) expect(new Set(firsts)).toEqual(new Set(['a', 'b']));
  });

  test('a list for which a stage is forced is left alone, and so is every list once it is stopped', async () => {
    const { call } = await openWithTastes();
    await start(call, 'ranking', 'cold-start');
    const forced = await call('recommend.list', { point: SOMEWHERE, stage: 'fallback' });
    expect(forced.stage).toBe('fallback');
    expect((await status(call)).lists).toBe(0);
    await ask(call);
    expect((await call('comparison.stop', {})).lists).toBe(1);
    await ask(call);
    expect((await status(call)).lists).toBe(1);
  });

  test('whatever was said: nothing disliked or banned comes, no song and no artist twice', async () => {
    const { call, clock } = await openWithTastes();
    await start(call, 'ranking', 'cold-start');
    const banned = (await ask(call))[3]!.artist;
    await call('ban.add', { kind: 'artist', name: banned });
    const disliked = new Set<number>();
    const step = fc.record({
      valence: fc.integer({ min: -4, max: 4 }),
      limit: fc.integer({ min: 1, max: 40 }),
      dislike: fc.nat(),
      days: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        for (const { valence, limit, dislike, days } of steps) {
          clock.now += days * DAY_MS;
          const point = { valence: valence / 4, arousal: 0.1 };
          const { tracks } = await call('recommend.list', { point, limit });
          expect(tracks).toHaveLength(limit);
          expect(new Set(tracks.map(({ artist }) => artist)).size).toBe(limit);
          expect(tracks.filter(({ id, artist }) => disliked.has(id) || artist === banned)).toEqual([]);
          const song = tracks[dislike % limit]!;
          await judge(call, song, 'dislike');
          disliked.add(song.id);
        }
      }),
      { numRuns: 12 },
    );
    expect((await status(call)).sameLists).toBe(0);
  });
});

describe('a verdict', () => {
  test('counts for the side that brought the song, once a question, and an undo takes the credit back', async () => {
    const { call, clock, profile } = await openWithTastes();
    await start(call, 'ranking', 'cold-start');
    const first = split(profile, await ask(call));
    await judge(call, first.a[0]!, 'like');
    await judge(call, first.a[1]!, 'like');
    expect(await status(call)).toMatchObject({ lists: 1, wins: 1, losses: 0, ties: 0, share: 1 });
    const { id } = await judge(call, first.b[0]!, 'like');
    await judge(call, first.b[1]!, 'like');
    expect(await status(call)).toMatchObject({ wins: 0, losses: 0, ties: 1, share: 0.5 });
    await call('feedback.undo', { id });
    expect(await status(call)).toMatchObject({ wins: 1, losses: 0, ties: 0 });

    clock.now += DAY_MS;
    const second = split(profile, await ask(call));
    await judge(call, second.a[0]!, 'skip');
    expect(await status(call)).toMatchObject({ lists: 2, wins: 1, losses: 1 });
    // The newest word on a song counts.
    await judge(call, second.a[0]!, 'like');
    expect(await status(call)).toMatchObject({ wins: 2, losses: 0 });
  });

  test('without a list counts for the latest that had shown the song, and one on other songs for none', async () => {
    const { call, clock, profile } = await openWithTastes();
    await call('settings.set', { daysBeforeRepeat: 0 });
    const earlier = await ask(call);
    clock.now += 1000;
    await start(call, 'ranking', 'cold-start');
    const [other] = await songsOfCluster(call, 'Jazz and blues', 1);
    await judge(call, earlier[0]!, 'like');
    await call('feedback.record', { trackId: other!.id, verdict: 'like' });
    expect(await status(call)).toMatchObject({ lists: 0, wins: 0, losses: 0, ties: 0 });

    clock.now += 1000;
    const { b } = split(profile, await ask(call));
    clock.now += 1000;
    await call('feedback.record', { trackId: b[0]!.id, verdict: 'like' });
    expect(await status(call)).toMatchObject({ lists: 1, wins: 0, losses: 1 });
    // Shown again by a forced stage: what was said stays where it was, and what is said now is said of that list.
    clock.now += 1000;
    await call('recommend.list', { point: SOMEWHERE, stage: 'cold-start', allowHeard: true });
    expect(await status(call)).toMatchObject({ wins: 0, losses: 1 });
    await call('feedback.undoLast', {});
    clock.now += 1000;
    await call('feedback.record', { trackId: b[0]!.id, verdict: 'like' });
    expect(await status(call)).toMatchObject({ wins: 0, losses: 0 });
  });
});

describe('a comparison', () => {
  test('is one at a time, of two different sides, and what was said of an ended one is over', async () => {
    const { call, profile } = await openWithTastes();
    expect(await call('comparison.status', {})).toBeNull();
    await expect(call('comparison.stop', {})).rejects.toMatchObject({ code: 'not-found' });
    await expect(start(call, 'ranking', 'ranking')).rejects.toMatchObject({ code: 'bad-request' });
    await start(call, 'ranking', 'cold-start', 9);
    await expect(start(call, 'staged', 'fallback')).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringMatching(/“ranking”.*“cold-start”.*waves evaluate ab stop/),
    });
    const { a } = split(profile, await ask(call));
    await judge(call, a[0]!, 'like');
    const ended = await call('comparison.stop', {});
    expect(ended).toMatchObject({ state: 'stopped', wins: 1, seed: 9, endedAt: expect.any(Number) });
    expect(ended.meaning).toMatch(/^Undecided: of 1 question/);
    await judge(call, a[0]!, 'dislike');
    expect(await status(call)).toEqual(ended);

    const [experiment] = await call('experiment.list', {});
    expect(experiment).toMatchObject({
      id: ended.experimentId,
      kind: 'interleaving',
      state: 'stopped',
      params: { a: { stage: 'ranking' }, b: { stage: 'cold-start' }, seed: 9 },
      metrics: { lists: 1, wins: 1, losses: 0, is_decided: 0 },
    });
    const next = await start(call, 'staged', 'fallback');
    expect(next).toMatchObject({ lists: 0, wins: 0, state: 'running' });
  });

  test('says when a side gave way to another stage, and that the same lists tell nothing', async () => {
    const { call } = await openWithTastes();
    await start(call, 'boosted', 'ranking');
    const [song] = await ask(call);
    await judge(call, song!, 'like');
    const found = await status(call);
    expect(found).toMatchObject({ lists: 1, sameLists: 1, wins: 0, losses: 0, ties: 0 });
    expect(found.a.chosenBy).toEqual([{ stage: 'ranking', lists: 1 }]);
    expect(found.notices.join(' ')).toMatch(
      /“boosted” has too little to go by and gave way to “ranking” in 1 of 1.*the same songs/,
    );
    expect(found.meaning).toMatch(/^Too early to say/);
  });

  test('survives that the engine ends, and counts on from where it was', async () => {
    const { call, clock, profile, engine } = await openWithTastes();
    await start(call, 'ranking', 'cold-start');
    const { a, b } = split(profile, await ask(call));
    await judge(call, a[0]!, 'like');
    await judge(call, b[0]!, 'dislike');
    clock.now += DAY_MS;
    await ask(call);
    const running = await status(call);
    expect(running).toMatchObject({ lists: 2, wins: 1, losses: 0 });
    await engine.close();
    const anew = await openTestEngine({ profile });
    expect(await status(anew.call)).toEqual(running);
    await ask(anew.call, { valence: -0.3, arousal: 0 });
    expect((await status(anew.call)).lists).toBe(3);
  });

  test('is decided for the side that somebody likes, says so, and switches nothing', async () => {
    const { call, clock, profile, announcements } = await openWithTastes();
    await start(call, 'cold-start', 'ranking');
    let found = await status(call);
    for (let day = 0; day < 40 && !found.isDecided; day++) {
      clock.now += DAY_MS;
      const { a, b } = split(profile, await ask(call, { valence: ((day % 9) - 4) / 4, arousal: 0 }));
      for (const song of a.slice(0, 2)) await judge(call, song, 'dislike');
      for (const song of b.slice(0, 2)) await judge(call, song, 'like');
      found = await status(call);
    }
    expect(found).toMatchObject({ isDecided: true, wins: 0, state: 'running' });
    expect(found.losses).toBeLessThan(12);
    expect(found.meaning).toMatch(/^Decided: “ranking” does better for you than “cold-start”/);
    const before = announcements.filter(({ name }) => name === 'taste.change').length;
    const ended = await call('comparison.stop', {});
    expect(ended).toMatchObject({ state: 'done', isDecided: true });
    expect(ended.meaning).toMatch(/^Decided: .*Nothing has been switched\.$/);
    expect(announcements.filter(({ name }) => name === 'taste.change').length).toBe(before + 1);
  });
});
