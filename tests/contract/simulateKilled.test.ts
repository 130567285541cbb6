import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { featureCsv } from '../support/featureCsv.ts';
import { runWaves, startWaves } from '../support/runWaves.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';

const USERS = 6;
const ALGORITHMS = ['staged', 'ranking', 'random'];
/** Simulations give way to everything else: on a busy machine they wait long for their turn. */
const PATIENCE_MS = 60_000;
const UNITS = USERS * ALGORITHMS.length;
const command = [
  ...['simulate', '--users', `${USERS}`, '--rounds', '14', '--seed', '7'],
  ...['--algorithms', ALGORITHMS.join(',')],
];

let withSongs: string;
beforeAll(async () => {
  withSongs = mkdtempSync(join(tmpdir(), 'waves-simulate-'));
  const file = join(withSongs, 'songs.csv');
  writeFileSync(file, featureCsv(2000));
  expect((await runWaves(withSongs, ['import', file, '--json'])).code).toBe(0);
});
afterAll(() => rmSync(withSongs, { recursive: true, force: true }));

function profileWithSongs(): string {
  const profile = temporaryDirectory();
  cpSync(withSongs, profile, { recursive: true });
  return profile;
}

/** What the profile holds, whoever has it open. */
function look<T>(profile: string, sql: string): T[] {
  const db = new Database(join(profile, 'waves.db'), { readonly: true });
  try {
    return db.prepare<[], T>(sql).pluck().all();
  } finally {
    db.close();
  }
}

const keptSessions = (profile: string) => look<number>(profile, 'SELECT count(*) FROM experiment_parts')[0]!;
const statesOf = (profile: string) => look<string>(profile, 'SELECT state FROM experiments');

/** Ends a simulation once some of its sessions are kept, and says how many are then. */
async function cutOff(
  profile: string,
  end: (running: ReturnType<typeof startWaves>) => void,
  processes = 2,
): Promise<{ code: number | null; kept: number; said: string }> {
  const running = startWaves(profile, [...command, '--processes', `${processes}`]);
  running.stdin.end();
  const ended = once(running, 'close');
  const said = text(running.stderr);
  await vi.waitUntil(() => keptSessions(profile) > 0, { timeout: PATIENCE_MS, interval: 20 });
  end(running);
  const [code] = (await ended) as [number | null];
  return { code, kept: keptSessions(profile), said: await said };
}

test(
  'a simulation that is killed goes on, in fewer processes, to the report of one that was not',
  async () => {
    const unbroken = await runWaves(profileWithSongs(), [...command, '--processes', '1', '--json']);
    expect(unbroken.code).toBe(0);

    const profile = profileWithSongs();
    const { kept } = await cutOff(profile, (running) => running.kill('SIGKILL'));
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(UNITS);

    const out = join(temporaryDirectory(), 'mlruns');
    const again = await runWaves(profile, [...command, '--processes', '1', '--json', '--out', out]);
    expect(again.code).toBe(0);
    const reportIn = ({ json }: { json: unknown }) => JSON.stringify((json as { report: unknown }).report);
    expect(reportIn(again)).toBe(reportIn(unbroken));
    expect(readdirSync(out, { recursive: true }).filter((file) => `${file}`.endsWith('.svg'))).toHaveLength(
      4 + USERS,
    );
    // One experiment, not two: it was the same one that went on.
    expect(statesOf(profile)).toEqual(['done']);
    expect(keptSessions(profile)).toBe(UNITS);
  },
  PATIENCE_MS,
);

test(
  'a simulation that is cancelled keeps its finished sessions, says so, and is marked as stopped',
  async () => {
    const profile = profileWithSongs();
    const { code, kept, said } = await cutOff(profile, (running) => running.kill('SIGINT'));
    expect(code).not.toBe(0);
    expect(said).toContain('the same command goes on');
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(UNITS);
    expect(statesOf(profile)).toEqual(['stopped']);
  },
  PATIENCE_MS,
);

test.skipIf(process.platform !== 'linux')(
  'a simulation whose process dies under it stops, keeps its finished sessions and says what happened',
  async () => {
    const profile = profileWithSongs();
    const { code, kept, said } = await cutOff(
      profile,
      ({ pid }) => {
        const [worker] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
        process.kill(Number(worker), 'SIGKILL');
      },
      1,
    );
    expect(code).toBe(1);
    expect(said).toContain('What it had finished is kept.');
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(UNITS);
    expect(statesOf(profile)).toEqual(['stopped']);
  },
  PATIENCE_MS,
);
