import { fc, test as propertyTest } from '@fast-check/vitest';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Ban, FeedbackId, Parsed, TrackId, Verdict } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { Songs, type SongRequest } from '../../../src-renderer/state/songs.svelte.ts';
import { Toasts } from '../../../src-renderer/state/toasts.svelte.ts';
import { createFarSide } from './farSide.ts';
import { list } from './samples.ts';

const REQUEST: SongRequest = { text: 'glad', point: null, intent: 'match', limit: 3, entryId: null };
const FULL = new AppError('disk-full', 'The disk is full.');
const id = (number: number) => number as TrackId;
const ids = (songs: Songs) => songs.tracks.map((track) => Number(track.id));

/** Songs 1, 61, 121 … are by artist 1, and so on. */
const ARTISTS = 60;
const artistOf = (song: number) => `artist ${song % ARTISTS}`;

/** An engine with songs 1, 2, 3 … that keeps verdicts and bans until it is told to refuse. */
function createEngine() {
  const state = { refuses: false, feedback: 0 };
  const banned = new Set<string>();
  const recommend = (...songs: number[]) => {
    const made = list(...songs);
    return { ...made, tracks: made.tracks.map((track) => ({ ...track, artist: artistOf(track.id) })) };
  };
  const far = createFarSide({
    'recommend.list': ({ limit, exclude = [] }: Parsed<'recommend.list'>) =>
      recommend(
        ...Array.from({ length: 150 }, (_, i) => i + 1)
          .filter((n) => !exclude.includes(id(n)) && !banned.has(artistOf(n)))
          .slice(0, limit),
      ),
    'feedback.record': () => {
      if (state.refuses) throw FULL;
      return { id: ++state.feedback as FeedbackId };
    },
    'feedback.undo': () => {
      if (state.refuses) throw FULL;
      return null;
    },
    'ban.addArtistOf': ({ trackId }: Parsed<'ban.addArtistOf'>) => {
      if (state.refuses) throw FULL;
      banned.add(artistOf(trackId));
      const ban = { id: (trackId % ARTISTS) + 1, kind: 'artist', name: artistOf(trackId), createdAt: 1 };
      return ban as Ban;
    },
    'ban.remove': ({ id: ban }: Parsed<'ban.remove'>) => {
      if (state.refuses) throw FULL;
      banned.delete(artistOf(ban - 1));
      return null;
    },
  });
  return { far, state };
}

async function openSongs() {
  const { far, state } = createEngine();
  const toasts = new Toasts();
  const songs = new Songs(far.client, toasts);
  await songs.find(REQUEST);
  return { far, state, toasts, songs };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a liked song stays and is marked; liking it again takes the like back', async () => {
  const { songs, far } = await openSongs();
  await songs.judge(id(2), 'like');
  expect(ids(songs)).toEqual([1, 2, 3]);
  expect(songs.liked).toEqual([2]);
  expect(far.inputs('feedback.record')).toEqual([{ trackId: 2, verdict: 'like', impressionId: 1002 }]);
  await songs.judge(id(2), 'like');
  expect(songs.liked).toEqual([]);
  expect(far.inputs('feedback.undo')).toEqual([{ id: 1 }]);
});

test('a disliked song leaves at once, and a song that was not shown yet takes the free place', async () => {
  const { songs, far, toasts } = await openSongs();
  const judging = songs.judge(id(1), 'dislike');
  expect(ids(songs)).toEqual([2, 3]);
  await judging;
  expect(ids(songs)).toEqual([2, 3, 4]);
  expect(far.inputs('recommend.list').at(-1)).toEqual({ ...REQUEST, limit: 1, exclude: [1, 2, 3] });
  expect(toasts.current?.text).toBe('Disliked “song 1”.');
});

test('a refused verdict puts the song back in its place and says why', async () => {
  const { songs, state } = await openSongs();
  state.refuses = true;
  await songs.judge(id(2), 'skip');
  await songs.judge(id(3), 'like');
  expect(ids(songs)).toEqual([1, 2, 3]);
  expect(songs.liked).toEqual([]);
  expect(songs.refusal).toBe(FULL.message);
});

test('undo puts the song back where it was, also from the toast', async () => {
  const { songs, toasts } = await openSongs();
  await songs.judge(id(2), 'skip');
  expect(toasts.undo()).toBe(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(ids(songs)).toEqual([1, 2, 3, 4]);
});

test('an artist who must never come again leaves with all songs, and comes back with them', async () => {
  const { songs, far, toasts } = await openSongs();
  await songs.find({ ...REQUEST, limit: 63 });
  const before = ids(songs);
  await songs.banArtist(id(2));
  expect(ids(songs)).toHaveLength(63);
  expect(songs.tracks.map(({ artist }) => artist)).not.toContain('artist 2');
  expect(far.inputs('ban.addArtistOf')).toEqual([{ trackId: 2 }]);
  expect(toasts.current?.text).toBe('“artist 2” will not come again.');

  toasts.undo();
  await vi.advanceTimersByTimeAsync(0);
  expect(ids(songs).slice(0, 63)).toEqual(before);
  expect(far.inputs('ban.remove')).toEqual([{ id: 3 }]);
  expect(toasts.current?.text).toBe('“artist 2” may come again.');
});

test('a ban can be taken back by its notice when another list has come since', async () => {
  const { songs, far, toasts } = await openSongs();
  await songs.banArtist(id(2));
  await songs.find({ ...REQUEST, intent: 'lift' });
  const shown = ids(songs);
  toasts.undo();
  await vi.advanceTimersByTimeAsync(0);
  expect(far.inputs('ban.remove')).toEqual([{ id: 3 }]);
  expect(ids(songs)).toEqual(shown);
  expect(toasts.current?.text).toBe('“artist 2” may come again.');
});

test('a ban that is refused puts the song back in its place and says why', async () => {
  const { songs, state } = await openSongs();
  state.refuses = true;
  await songs.banArtist(id(2));
  expect(ids(songs)).toEqual([1, 2, 3]);
  expect(songs.refusal).toBe(FULL.message);
});

test('a verdict can be taken back while it is still on its way', async () => {
  const { songs, far } = await openSongs();
  let arrive = (_value: { id: FeedbackId }): void => {};
  far.answer({ 'feedback.record': () => new Promise((resolve) => (arrive = resolve)) });
  const judging = songs.judge(id(1), 'skip');
  const undoing = songs.undo();
  await vi.advanceTimersByTimeAsync(0);
  arrive({ id: 9 as FeedbackId });
  await Promise.all([judging, undoing]);
  expect(far.inputs('feedback.undo')).toEqual([{ id: 9 }]);
  expect(ids(songs)).toEqual([1, 2, 3]);
});

test('an undo that is refused leaves the song away, and can be tried again', async () => {
  const { songs, state } = await openSongs();
  await songs.judge(id(1), 'skip');
  state.refuses = true;
  await songs.undo();
  expect(ids(songs)).not.toContain(1);
  expect(songs.refusal).toBe(FULL.message);
  state.refuses = false;
  await songs.undo();
  expect(ids(songs)[0]).toBe(1);
});

test('the newest search wins, whatever order the answers come in', async () => {
  const answers: (() => void)[] = [];
  const far = createFarSide({
    'recommend.list': ({ intent }: Parsed<'recommend.list'>) =>
      new Promise((resolve) => answers.push(() => resolve(intent === 'lift' ? list(20) : list(10)))),
  });
  const songs = new Songs(far.client, new Toasts());
  const searches = [songs.find(REQUEST), songs.find({ ...REQUEST, intent: 'lift' })];
  answers[1]!();
  answers[0]!();
  await Promise.all(searches);
  expect(ids(songs)).toEqual([20]);
});

test('a failed search says why, keeps the old songs, and can be tried again', async () => {
  const { songs, far } = await openSongs();
  far.answer({
    'recommend.list': () => {
      throw new AppError('engine-stopped', 'The engine stopped.');
    },
  });
  await songs.find({ ...REQUEST, intent: 'calm' });
  expect(songs.state).toBe('failed');
  expect(songs.failure).toBe('The engine stopped.');
  expect(ids(songs)).toEqual([1, 2, 3]);
  far.answer({ 'recommend.list': () => list(5) });
  await songs.retry();
  expect(songs.state).toBe('ready');
  expect(ids(songs)).toEqual([5]);
});

test('verdicts on songs of an older list change nothing on the newer one', async () => {
  const { songs, far } = await openSongs();
  let refuse = (_error: Error): void => {};
  far.answer({ 'feedback.record': () => new Promise((_resolve, reject) => (refuse = reject)) });
  const judging = songs.judge(id(1), 'skip');
  await vi.advanceTimersByTimeAsync(0);
  far.answer({ 'recommend.list': () => list(7, 8, 9) });
  await songs.find(REQUEST);
  refuse(FULL);
  await judging;
  expect(ids(songs)).toEqual([7, 8, 9]);
  expect(songs.refusal).toBeNull();
});

type Step = {
  readonly place: number;
  readonly verdict: Verdict | 'never' | 'undo';
  readonly refuses: boolean;
};
const step: fc.Arbitrary<Step> = fc.record({
  place: fc.nat(5),
  verdict: fc.constantFrom('like', 'dislike', 'skip', 'never', 'undo'),
  refuses: fc.boolean(),
});

propertyTest.prop([fc.array(step, { maxLength: 25 })])(
  'whatever is judged, refused and taken back: no song twice, the list never short, only shown songs liked, and undoing all brings all back',
  async (steps) => {
    vi.useRealTimers();
    const { songs, state, toasts } = await openSongs();
    for (const { place, verdict, refuses } of steps) {
      state.refuses = refuses;
      const song = id(ids(songs)[place % songs.tracks.length]!);
      if (verdict === 'undo') await songs.undo();
      else if (verdict === 'never') await songs.banArtist(song);
      else await songs.judge(song, verdict);
      expect(new Set(ids(songs)).size).toBe(songs.tracks.length);
      expect(songs.tracks.length).toBeGreaterThanOrEqual(REQUEST.limit);
    }
    state.refuses = false;
    for (let i = 0; i <= steps.length; i++) await songs.undo();
    expect(songs.liked).toEqual([]);
    expect(ids(songs)).toEqual(expect.arrayContaining([1, 2, 3]));
    toasts.dismiss();
  },
);
