import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { Comparison, TrackId } from '../../src-preload/contract.ts';
import { judgeSongs, songsOfCluster } from '../support/judgeSongs.ts';
import { openTestEngine } from '../support/openTestEngine.ts';
import { runWaves, startWaves } from '../support/runWaves.ts';

/** Each command is a process of its own. */
vi.setConfig({ testTimeout: 240_000 });

let profile: string;
const waves = (...args: string[]) => runWaves(profile, args);
const ab = async (...args: string[]) =>
  (await waves('evaluate', 'ab', ...args, '--json')).json as Comparison & { error?: { code: string } };

/** Songs of the mixed lists that came from one side, the newest list first. */
function songsOf(team: 'a' | 'b'): TrackId[] {
  const db = new Database(join(profile, 'waves.db'), { readonly: true });
  try {
    return db
      .prepare<[string], TrackId>(
        'SELECT track_id FROM mixed_songs JOIN impressions ON id = impression_id WHERE team = ? ORDER BY id DESC',
      )
      .pluck()
      .all(team);
  } finally {
    db.close();
  }
}

beforeAll(() => {
  profile = mkdtempSync(join(tmpdir(), 'waves-compare-'));
});
afterAll(() => rmSync(profile, { recursive: true, force: true }));

test('two stages are compared, seen to be so, and what came of it is kept as an experiment', async () => {
  const { call, engine } = await openTestEngine({ profile });
  await judgeSongs(call, await songsOfCluster(call, 'Metal', 8), () => 'like');
  await engine.close();

  expect(await ab('status')).toEqual({ state: 'none' });
  const started = await ab('start', '--a', 'ranking', '--b', 'cold-start', '--seed', '5');
  expect(started).toMatchObject({ state: 'running', a: { stage: 'ranking' }, b: { stage: 'cold-start' } });

  await waves('recommend', 'a long quiet evening');
  expect((await waves('feedback', String(songsOf('a')[0]), 'like')).code).toBe(0);
  expect(await ab('status')).toMatchObject({
    lists: 1,
    sameLists: 0,
    wins: 1,
    losses: 0,
    ties: 0,
    share: 1,
    isDecided: false,
    meaning: expect.stringMatching(/^Too early to say: of 1 question, “ranking” won 1/),
    notices: [],
  });
  expect((await waves('evaluate', 'ab', 'status')).stdout).toContain('questions won: 1 and 0, 0 even');
  await waves('feedback', '--undo');
  expect(await ab('status')).toMatchObject({ wins: 0, losses: 0, ties: 0 });

  const ended = await ab('stop');
  expect(ended).toMatchObject({ state: 'stopped', lists: 1 });
  expect(await ab('status')).toEqual(ended);
  const id = String(ended.experimentId);
  expect((await waves('experiments', 'list')).stdout).toMatch(
    new RegExp(`^ *${id} .* interleaving +stopped`, 'm'),
  );
  expect((await waves('experiments', 'show', id)).stdout).toContain('stopped before it was decided: 1 list');
  const { json } = await waves('experiments', 'show', id, '--json');
  expect(json).toMatchObject({ experiment: { params: { seed: 5 } }, report: { comparison: { lists: 1 } } });
  const folder = join(profile, 'runs');
  expect((await waves('experiments', 'export', id, folder)).code).toBe(0);
  const written = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const found = (file: string) =>
    readFileSync(
      join(
        folder,
        written.find((one) => one.endsWith(file))!,
      ),
      'utf8',
    );
  expect(found('params/a')).toBe('{"stage":"ranking"}');
  expect(found('metrics/lists')).toMatch(/^\d+ 1 0\n$/);
});

test('a comparison outlives a process that is killed while it makes lists', async () => {
  await ab('start', '--a', 'ranking', '--b', 'cold-start');
  const lists = async () => (await ab('status')).lists;
  for (const mood of ['glad', 'tired', 'wild']) {
    const asking = startWaves(profile, ['recommend', mood]);
    const ended = new Promise((resolve) => asking.on('close', resolve));
    // Killed at its first word, which comes once the list was recorded, or anywhere before.
    asking.stdout.once('data', () => asking.kill('SIGKILL'));
    await ended;
  }
  expect(await lists()).toBe(3);
  expect((await waves('doctor', '--json')).code).toBe(0);
  expect((await waves('feedback', String(songsOf('b')[0]), 'like')).code).toBe(0);
  const before = await ab('status');
  expect(before).toMatchObject({ lists: 3, wins: 0, losses: 1 });
  const killed = startWaves(profile, ['recommend', 'restless']);
  const gone = new Promise((resolve) => killed.on('close', resolve));
  killed.kill('SIGKILL');
  await gone;
  expect(await ab('status')).toEqual(before);
  expect((await ab('stop')).lists).toBe(3);
});

test('words that make no sense are refused, and start nothing', async () => {
  for (const args of [
    ['ab', 'pause'],
    ['ab', 'start', '--a', 'ranking'],
    ['ab', 'start', '--a', 'ranking', '--b', 'sixth'],
    ['ab', 'start', 'now', '--a', 'ranking', '--b', 'boosted'],
    ['ab', 'start', '--a', 'ranking', '--b', 'boosted', '--folds', '3'],
    ['ab', 'status', '--a', 'ranking'],
    ['replay', 'verdicts.csv', '--a', 'ranking'],
  ]) {
    expect((await waves('evaluate', ...args)).code, args.join(' ')).toBe(2);
  }
  expect((await ab('start', '--a', 'ranking', '--b', 'ranking')).error).toMatchObject({
    code: 'bad-request',
  });
  expect((await ab('status')).state).toBe('stopped');
});
