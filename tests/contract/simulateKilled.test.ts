import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';

import { featureCsv } from '../support/featureCsv.ts';
import { runWaves, startWaves } from '../support/runWaves.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';

const USERS = 4;
const ALGORITHMS = ['staged', 'ranking', 'random'];
const UNITS = USERS * ALGORITHMS.length;
const command = [
  ...['simulate', '--users', `${USERS}`, '--rounds', '14', '--seed', '7', '--processes', '2'],
  ...['--algorithms', ALGORITHMS.join(',')],
];

async function profileWithSongs(): Promise<string> {
  const profile = temporaryDirectory();
  const file = join(temporaryDirectory(), 'songs.csv');
  writeFileSync(file, featureCsv(4000));
  expect((await runWaves(profile, ['import', file, '--json'])).code).toBe(0);
  return profile;
}

/** The sessions that the profile keeps, whoever has it open. */
function keptSessions(profile: string): number {
  if (!existsSync(join(profile, 'waves.db'))) return 0;
  const db = new Database(join(profile, 'waves.db'), { readonly: true });
  try {
    return db.prepare<[], number>('SELECT count(*) FROM experiment_parts').pluck().get()!;
  } finally {
    db.close();
  }
}

async function stateOf(profile: string): Promise<string[]> {
  const { json } = await runWaves(profile, ['experiments', 'list', '--json']);
  return (json as { experiments: { state: string }[] }).experiments.map(({ state }) => state);
}

/** Ends a simulation by a signal once some of its sessions are kept, and says how many are then. */
async function cutOff(
  profile: string,
  signal: 'SIGKILL' | 'SIGINT',
): Promise<{ code: number; kept: number }> {
  const running = startWaves(profile, command);
  running.stdin.end();
  const ended = once(running, 'close');
  await vi.waitUntil(() => keptSessions(profile) > 0, { timeout: 20_000, interval: 2 });
  running.kill(signal);
  const [code] = (await ended) as [number];
  return { code, kept: keptSessions(profile) };
}

test('a simulation that is killed goes on from the sessions it kept, to the report of one that was not', async () => {
  const unbroken = await runWaves(await profileWithSongs(), [...command, '--json']);
  expect(unbroken.code).toBe(0);

  const profile = await profileWithSongs();
  const { kept } = await cutOff(profile, 'SIGKILL');
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(UNITS);

  const out = join(temporaryDirectory(), 'mlruns');
  const again = await runWaves(profile, [...command, '--json', '--out', out]);
  expect(again.code).toBe(0);
  const reportIn = ({ json }: { json: unknown }) => JSON.stringify((json as { report: unknown }).report);
  expect(reportIn(again)).toBe(reportIn(unbroken));
  expect(readdirSync(out, { recursive: true }).filter((file) => `${file}`.endsWith('.svg'))).toHaveLength(
    4 + USERS,
  );
  // One experiment, not two: it was the same one that went on.
  expect(await stateOf(profile)).toEqual(['done']);
  expect(keptSessions(profile)).toBe(UNITS);
});

test('a simulation that is cancelled keeps its finished sessions and says that it was stopped', async () => {
  const profile = await profileWithSongs();
  const { code, kept } = await cutOff(profile, 'SIGINT');
  expect(code).not.toBe(0);
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(UNITS);
  expect(await stateOf(profile)).toEqual(['stopped']);

  expect((await runWaves(profile, command)).code).toBe(0);
  expect(await stateOf(profile)).toEqual(['done']);
});
