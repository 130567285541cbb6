import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { Output } from '../../src-preload/contract.ts';
import { likesEnergy, songsOfCluster } from '../support/judgeSongs.ts';
import { openTestEngine } from '../support/openTestEngine.ts';
import { runWaves, type WavesRun } from '../support/runWaves.ts';

type Row = { id: number; title: string; artist: string; genres: string[] };

/** Each command is a process of its own. */
vi.setConfig({ testTimeout: 120_000 });

let profile: string;
let songs: Row[];
const waves = (...args: string[]): Promise<WavesRun> => runWaves(profile, args);
const overview = async () => (await waves('tastes', '--json')).json as Output<'taste.list'>;

beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'waves-taste-'));
  const { json } = await waves('recommend', 'fine', '--limit', '500', '--heard', '--json');
  songs = (json as { tracks: Row[] }).tracks;
});
afterAll(() => rmSync(profile, { recursive: true, force: true }));

test('likes come in by the file, by id or by artist and title; what is none is named by its line', async () => {
  const [first, second, third] = songs as [Row, Row, Row];
  const path = join(profile, 'likes.csv');
  writeFileSync(
    path,
    [
      'id,artist,title,verdict',
      `${first.id},,,like`,
      `,"${second.artist}","${second.title.toUpperCase()}",dislike`,
      `${third.id},,,adore`,
      ',Nobody,Nothing,like',
      '999999999,,,skip',
      ',,,like',
      '',
    ].join('\r\n'),
  );
  const { code, json } = await waves('feedback', '--file', path, '--json');
  expect(code).toBe(0);
  expect(json).toEqual({
    file: path,
    recorded: 2,
    rejected: 4,
    rejects: [
      { line: 4, reason: '“adore” is none of like, dislike, skip' },
      { line: 5, reason: 'There is no “Nothing” by Nobody in the catalogue' },
      { line: 6, reason: 'There is no track 999999999 in the catalogue' },
      { line: 7, reason: 'Neither an id nor artist and title' },
    ],
  });
  const counts = (await overview()).tastes.reduce((sum, taste) => sum + taste.likes + taste.dislikes, 0);
  expect(counts).toBe(2);
});

test('the last verdict is taken back, then the one before, then there is none', async () => {
  const [first, second] = songs as [Row, Row];
  expect((await waves('feedback', '--undo', '--json')).json).toMatchObject({
    trackId: second.id,
    verdict: 'dislike',
    undone: true,
  });
  expect((await waves('feedback', '--undo', '--json')).json).toMatchObject({
    trackId: first.id,
    verdict: 'like',
  });
  const { code, json } = await waves('feedback', '--undo', '--json');
  expect(code).toBe(1);
  expect(json).toMatchObject({ error: { code: 'not-found' } });
});

test('a taste is trained in the worker, serves, and its model is rolled back by its name', async () => {
  const { call, engine } = await openTestEngine({ profile });
  const hipHop = await songsOfCluster(call, 'Hip-hop and R&B', 120);
  await engine.close();
  const path = join(profile, 'many.csv');
  const lines = hipHop.map((song) => `${song.id};${likesEnergy(song)}`);
  writeFileSync(path, ['id;verdict', ...lines].join('\n'));
  expect((await waves('feedback', '--file', path, '--json')).json).toMatchObject({ recorded: 120 });
  const [{ key } = { key: '' }] = (await overview()).tastes;

  const train = await waves('train', '--profile', key, '--json');
  expect(train.stderr).toBe('');
  const { trainings } = train.json as { trainings: Output<'taste.train'> };
  expect(trainings.map(({ kind }) => kind).sort()).toEqual(['boosted', 'logistic', 'neural']);
  const promoted = trainings.find(({ state }) => state === 'promoted')!;
  expect(promoted.metrics!.logLoss).toBeLessThan(0.7);

  const { json } = await waves('recommend', 'fine', '--stage', 'neural', '--json');
  expect(json).toMatchObject({ stage: promoted.kind });
  const back = await waves('models', 'rollback', '--profile', key, '--json');
  expect((back.json as Output<'taste.rollback'>).versions.map(({ isInUse }) => isInUse)).toEqual([
    false,
    false,
    false,
  ]);
  const again = await waves('models', 'rollback', '--taste', key, '--json');
  expect(again.code).toBe(1);
  const restored = await waves('models', 'rollback', '--taste', key, '--undo', '--json');
  expect((restored.json as Output<'taste.restore'>).versions.filter(({ isInUse }) => isInUse)).toMatchObject([
    { kind: promoted.kind },
  ]);
  const unknown = await waves('train', '--taste', 'polka', '--json');
  expect(unknown.json).toMatchObject({ error: { code: 'not-found' } });
});

test('what is banned is listed, stays away and can be allowed again', async () => {
  const { artist } = songs[5]!;
  const { json } = await waves('ban', 'add', 'artist', ...artist.split(' '), '--json');
  expect(json).toMatchObject({ kind: 'artist', name: artist });
  const { tracks } = (await waves('recommend', 'fine', '--heard', '--limit', '500', '--json')).json as {
    tracks: Row[];
  };
  expect(tracks.filter((track) => track.artist === artist)).toEqual([]);
  expect((await waves('ban')).stdout).toContain(artist);
  expect((await waves('ban', 'remove', String((json as { id: number }).id))).code).toBe(0);
  expect((await waves('ban')).stdout).toBe('Nothing is banned.\n');
});

test('words that make no sense are refused', async () => {
  for (const args of [
    ['tastes', 'jazz'],
    ['train', 'now'],
    ['ban', 'add', 'mood', 'sad'],
    ['recommend', 'fine', '--stage', 'sixth'],
    ['feedback', '--undo', 'all'],
    ['models', 'list', '--taste', 'pop'],
    ['models', 'rollback', '--undo'],
  ]) {
    expect((await waves(...args)).code, args.join(' ')).toBe(2);
  }
});
