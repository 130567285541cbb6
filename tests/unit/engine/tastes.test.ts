import Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { judgeSongs, likesEnergy, songsOfCluster } from '../../support/judgeSongs.ts';
import { openTestEngine } from '../../support/openTestEngine.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

const SOMEWHERE = { valence: 0.2, arousal: 0.1 };
const DAY_MS = 86_400_000;
const HIP_HOP = 'Hip-hop and R&B';

type Opened = Awaited<ReturnType<typeof openTestEngine>>;

/** Somebody who likes lively hip-hop, and knows what they think of 120 songs of it. */
async function openWithHipHop(options: Parameters<typeof openTestEngine>[0] = {}): Promise<Opened> {
  const opened = await openTestEngine(options);
  await judgeSongs(opened.call, await songsOfCluster(opened.call, HIP_HOP, 120), likesEnergy);
  return opened;
}

/** Adds the promoted models of a profile again as newer versions. */
function addVersions(profile: string, times: number): void {
  const db = new Sqlite(join(profile, 'waves.db'));
  const columns =
    'taste, kind, model, verdicts, samples, until, held, auc, log_loss, brier, state, reason, trained_at';
  const copy = `INSERT INTO taste_models (${columns}) SELECT ${columns} FROM taste_models WHERE id = ?`;
  const id = db.prepare(`SELECT max(id) FROM taste_models WHERE state = 'promoted'`).pluck().get();
  for (let time = 0; time < times; time++) db.prepare(copy).run(id);
  db.close();
}

describe('tastes', () => {
  test('one a genre cluster, each with its own counts and genres, and never merged', async () => {
    const { call } = await openTestEngine();
    await judgeSongs(call, await songsOfCluster(call, 'Metal', 6), () => 'like');
    await judgeSongs(call, await songsOfCluster(call, 'Latin', 5), (_, place) =>
      place < 3 ? 'like' : 'skip',
    );
    const { tastes } = await call('taste.list', {});
    expect(tastes.map(({ key, likes, dislikes, skips }) => ({ key, likes, dislikes, skips }))).toEqual([
      { key: 'metal', likes: 6, dislikes: 0, skips: 0 },
      { key: 'latin', likes: 3, dislikes: 0, skips: 2 },
    ]);
    expect(tastes[0]!.genres.reduce((sum, { songs }) => sum + songs, 0)).toBeGreaterThanOrEqual(6);
    expect(tastes.every(({ versions }) => versions.length === 0)).toBe(true);
    expect(tastes[0]!.locked.logistic).toMatch(/^6 verdicts of \d+ that a model needs$/);
  });

  test('an undo brings back exactly the tastes that were there', async () => {
    const { call } = await openWithHipHop();
    const before = await call('taste.list', {});
    const [liked] = await songsOfCluster(call, 'Metal', 1);
    const [again] = await songsOfCluster(call, HIP_HOP, 1);
    await call('feedback.record', { trackId: liked!.id, verdict: 'like' });
    await call('feedback.record', { trackId: again!.id, verdict: 'skip' });
    expect(await call('taste.list', {})).not.toEqual(before);
    await call('feedback.undoLast', {});
    await call('feedback.undoLast', {});
    expect(await call('taste.list', {})).toEqual(before);
  });

  test('what was worked out step by step is what the log says when it is read anew', async () => {
    const { call, engine, profile } = await openWithHipHop();
    await call('taste.train', {});
    await call('feedback.undoLast', {});
    const list = await call('recommend.list', { point: SOMEWHERE, stage: 'ranking' });
    const [first] = list.tracks;
    const { id } = await call('feedback.record', {
      trackId: first!.id,
      impressionId: first!.impressionId,
      verdict: 'dislike',
    });
    await call('feedback.undo', { id });
    const running = await call('taste.list', {});
    await engine.close();
    const anew = await openTestEngine({ profile });
    expect(await anew.call('taste.list', {})).toEqual(running);
  });

  test('the newest verdict that stands can be taken back until none is left', async () => {
    const { call } = await openTestEngine();
    const [song] = await songsOfCluster(call, 'Rock', 1);
    await call('feedback.record', { trackId: song!.id, verdict: 'like' });
    await call('feedback.record', { trackId: song!.id, verdict: 'dislike' });
    expect(await call('feedback.undoLast', {})).toMatchObject({ trackId: song!.id, verdict: 'dislike' });
    expect(await call('feedback.undoLast', {})).toMatchObject({ verdict: 'like' });
    await expect(call('feedback.undoLast', {})).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('stages', () => {
  test('grow with what was shown and said, and the reply says which one chose', async () => {
    const { call, clock } = await openTestEngine();
    const stages = new Set<string>();
    for (let round = 0; round < 9; round++) {
      const { stage, tracks } = await call('recommend.list', { point: SOMEWHERE, limit: 10 });
      stages.add(stage);
      for (const { id, impressionId, genres } of tracks) {
        const isLiked = genres.some((genre) => /hip|rap|house|trance/.test(genre));
        await call('feedback.record', { trackId: id, impressionId, verdict: isLiked ? 'like' : 'dislike' });
      }
      clock.now += DAY_MS;
    }
    expect([...stages].slice(0, 3)).toEqual(['cold-start', 'fallback', 'ranking']);
    expect((await call('taste.list', {})).stage).toBe('ranking');
  });

  test('can be forced; one that has nothing to go by says which one stood in', async () => {
    const { call } = await openTestEngine();
    const stageOf = async (stage: 'fallback' | 'ranking' | 'boosted' | 'neural' | 'cold-start') =>
      (await call('recommend.list', { point: SOMEWHERE, stage })).stage;
    expect(await stageOf('boosted')).toBe('cold-start');
    expect(await stageOf('neural')).toBe('cold-start');
    await judgeSongs(call, await songsOfCluster(call, 'Rock', 4), () => 'like');
    expect(await stageOf('boosted')).toBe('ranking');
    expect(await stageOf('neural')).toBe('ranking');
    expect(await stageOf('fallback')).toBe('fallback');
    expect(await stageOf('cold-start')).toBe('cold-start');
  });

  test('say of a song what it has to do with the tastes, and only what the log bears out', async () => {
    const { call } = await openWithHipHop();
    const { tastes } = await call('taste.list', {});
    const { tracks } = await call('recommend.list', { point: SOMEWHERE, stage: 'ranking' });
    const reasons = tracks.flatMap((track) => track.reasons.filter(({ kind }) => kind === 'taste'));
    expect(reasons.length).toBeGreaterThan(2);
    expect(new Set(reasons.map(({ text }) => text)).size).toBe(reasons.length);
    const [{ likes, dislikes, skips } = { likes: 0, dislikes: 0, skips: 0 }] = tastes;
    const liked = new Set(
      (await songsOfCluster(call, HIP_HOP, 120))
        .filter((song) => likesEnergy(song) === 'like')
        .map(({ title, artist }) => `“${title}” by ${artist}`),
    );
    for (const { text } of reasons) {
      const named = /^Close in sound to (.*), which you liked$/.exec(text)?.[1];
      if (named !== undefined) expect(liked).toContain(named);
      else expect(text).toBe(`You liked ${likes} of ${likes + dislikes + skips} songs of ${HIP_HOP}`);
    }
  });
});

describe('models', () => {
  test('are trained, measured and promoted where they are better; the stage then judges by them', async () => {
    const { call, announcements } = await openWithHipHop();
    const trainings = await call('taste.train', {});
    expect(trainings.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['boosted', expect.stringMatching(/promoted|rejected/)],
      ['logistic', expect.stringMatching(/promoted|rejected/)],
      ['neural', expect.stringMatching(/promoted|rejected/)],
    ]);
    expect(trainings.filter(({ state }) => state === 'promoted')).toHaveLength(1);
    for (const { metrics } of trainings) expect(metrics!.auc).toBeGreaterThan(0.8);
    const [taste] = (await call('taste.list', {})).tastes;
    expect(taste!.versions).toHaveLength(3);
    expect(taste!.versions.filter(({ isInUse }) => isInUse)).toHaveLength(1);
    expect(announcements.map(({ name }) => name)).toContain('taste.change');

    const list = await call('recommend.list', { point: SOMEWHERE, stage: 'boosted' });
    const inUse = trainings.find(({ state }) => state === 'promoted')!.kind;
    expect(list.stage).toBe(inUse);
    expect(list.tracks.flatMap(({ reasons }) => reasons.map(({ text }) => text)).join('\n')).toMatch(
      /: your verdicts on Hip-hop and R&B speak for it/,
    );
  });

  test('of the same verdicts are not trained twice, and too few verdicts train none', async () => {
    const { call } = await openWithHipHop();
    await judgeSongs(call, await songsOfCluster(call, 'Metal', 3), () => 'like');
    await call('taste.train', {});
    const again = await call('taste.train', {});
    expect(again.map(({ key, state }) => [key, state])).toEqual([
      ...Array<[string, string]>(3).fill(['hip-hop-and-r-and-b', 'unchanged']),
      ...Array<[string, string]>(3).fill(['metal', 'locked']),
    ]);
    await expect(call('taste.train', { taste: 'polka' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('that foretell the newest verdicts badly are kept and not used', async () => {
    const { call, clock } = await openTestEngine();
    const songs = await songsOfCluster(call, HIP_HOP, 120);
    await judgeSongs(call, songs.slice(0, 90), likesEnergy);
    clock.now += DAY_MS;
    await judgeSongs(call, songs.slice(90), (song) => (likesEnergy(song) === 'like' ? 'dislike' : 'like'));
    const trainings = await call('taste.train', {});
    expect(trainings.map(({ state }) => state)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(trainings[0]!.reason).toMatch(/no better than/);
    expect((await call('recommend.list', { point: SOMEWHERE, stage: 'boosted' })).stage).toBe('ranking');
  });

  test('are rolled back one by one, and stay so after a restart', async () => {
    const { call, engine, profile } = await openWithHipHop();
    const [{ key } = { key: '' }] = await call('taste.train', {});
    const rolledBack = await call('taste.rollback', { taste: key });
    expect(rolledBack.versions.filter(({ isInUse }) => isInUse)).toEqual([]);
    expect(rolledBack.versions.map(({ state }) => state)).toContain('rolled-back');
    expect((await call('recommend.list', { point: SOMEWHERE, stage: 'boosted' })).stage).toBe('ranking');
    await expect(call('taste.rollback', { taste: key })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(call('taste.rollback', { taste: 'polka' })).rejects.toMatchObject({ code: 'not-found' });
    await engine.close();
    const anew = await openTestEngine({ profile });
    const [taste] = (await anew.call('taste.list', {})).tastes;
    expect(taste!.versions).toEqual(rolledBack.versions);
  });

  test('that were taken back are brought back one by one, the last one first, and the history keeps both', async () => {
    const profile = temporaryDirectory();
    const first = await openWithHipHop({ profile });
    const [{ key } = { key: '' }] = await first.call('taste.train', {});
    await first.engine.close();
    addVersions(profile, 2);
    const { call, engine } = await openTestEngine({ profile });
    const before = (await call('taste.list', {})).tastes[0]!.versions;
    const inUse = (versions: typeof before) => versions.find(({ isInUse }) => isInUse)?.version ?? null;
    const used = [inUse(before)];
    while (used.at(-1) !== null) used.push(inUse((await call('taste.rollback', { taste: key })).versions));
    expect(used).toHaveLength(4);

    for (const version of used.slice(0, -1).reverse()) {
      expect(inUse((await call('taste.restore', { taste: key })).versions)).toBe(version);
    }
    expect((await call('taste.list', {})).tastes[0]!.versions).toEqual(before);
    await expect(call('taste.restore', { taste: key })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(call('taste.restore', { taste: 'polka' })).rejects.toMatchObject({ code: 'not-found' });

    await engine.close();
    const db = new Sqlite(join(profile, 'waves.db'), { readonly: true });
    const events = db.prepare('SELECT event FROM taste_model_events ORDER BY id').pluck().all();
    db.close();
    expect(events).toEqual([...Array<string>(3).fill('rolled-back'), ...Array<string>(3).fill('restored')]);
  });

  test('that were taken back stay so where a newer one serves', async () => {
    const { call, clock } = await openWithHipHop();
    const [{ key } = { key: '' }] = await call('taste.train', {});
    await call('taste.rollback', { taste: key });
    clock.now += DAY_MS;
    await judgeSongs(call, (await songsOfCluster(call, HIP_HOP, 160)).slice(120), likesEnergy);
    const trainings = await call('taste.train', {});
    expect(trainings.some(({ state }) => state === 'promoted')).toBe(true);
    await expect(call('taste.restore', { taste: key })).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('that cannot be read are passed over with a notice, and trained again', async () => {
    const profile = temporaryDirectory();
    const first = await openWithHipHop({ profile });
    await first.call('taste.train', {});
    await first.engine.close();
    const db = new Sqlite(join(profile, 'waves.db'));
    db.exec(`UPDATE taste_models SET model = substr(model, 1, 200)`);
    db.close();

    const { call, defects } = await openTestEngine({ profile });
    expect((await call('recommend.list', { point: SOMEWHERE, stage: 'boosted' })).stage).toBe('ranking');
    const [taste] = (await call('taste.list', {})).tastes;
    expect(taste!.versions.every(({ notice }) => notice !== null)).toBe(true);
    const again = await call('taste.train', {});
    expect(again.some(({ state }) => state === 'promoted')).toBe(true);
    expect(defects).toEqual([]);
  });

  test('are trained by themselves once enough was said', async () => {
    const { call, announced } = await openTestEngine({ resumeJobs: true });
    const songs = await songsOfCluster(call, HIP_HOP, 120);
    await call('settings.set', { retrainEvery: 110 });
    await judgeSongs(call, songs.slice(0, 100), likesEnergy);
    await judgeSongs(call, songs.slice(100), likesEnergy);
    await announced(({ name }) => name === 'taste.change');
    const [taste] = (await call('taste.list', {})).tastes;
    expect(taste!.versions.map(({ kind, samples }) => [kind, samples])).toEqual([['logistic', 120]]);
  });
});
