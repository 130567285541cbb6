import { execPath } from 'node:process';
import { gzipSync } from 'node:zlib';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runWaves, startWaves, type WavesRun } from '../support/runWaves.ts';
import { top50File } from '../support/top50File.ts';

let profile: string;
const waves = (...args: string[]): Promise<WavesRun> => runWaves(profile, [...args, '--json']);

beforeAll(() => {
  profile = mkdtempSync(join(tmpdir(), 'waves-bad-'));
});
afterAll(() => rmSync(profile, { recursive: true, force: true }));

function expectFailure({ code, json, stderr }: WavesRun, failureCode: string): void {
  expect({ code, json, stderr }).toMatchObject({
    code: 1,
    json: { error: { code: failureCode, message: expect.stringMatching(/\S/) as string } },
  });
}

describe('texts', () => {
  const texts: [what: string, text: string][] = [
    ['an empty text', ''],
    ['white space', ' \t  '],
    ['emoji alone', '😀😀🎉👩‍👩‍👧‍👦'],
    ['control characters', 'a\u0001\u0007\u001b[31m\u202e b\u0085'],
    ['half a surrogate pair', 'so \ud83d sad'],
    ['right-to-left text', 'أنا سعيد جدا اليوم'],
    ['a language without spaces', '今日はとても幸せです'],
    ['a text of 1 MB', 'I am so happy today. '.repeat(50_000)],
    ['one word of 1 MB', 'a'.repeat(1_000_000)],
  ];
  test('each gets a point inside the plane', async () => {
    const { code, stdout, stderr } = await runWaves(
      profile,
      ['infer', '--stdin', '--json'],
      texts.map(([, text]) => `${text}\n`).join(''),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const points = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { valence: number; arousal: number });
    expect(points).toHaveLength(texts.length);
    for (const [index, { valence, arousal }] of points.entries()) {
      const [what] = texts[index]!;
      expect(Math.abs(valence), what).toBeLessThanOrEqual(1);
      expect(Math.abs(arousal), what).toBeLessThanOrEqual(1);
    }
  });

  test('songs come for emoji, and an entry keeps them as they were', async () => {
    const { code, json } = await waves('recommend', '😀🎉', '--limit', '3');
    expect(code).toBe(0);
    expect((json as { tracks: unknown[] }).tracks).toHaveLength(3);
    const added = await waves('journal', 'add', 'أنا سعيد 😀');
    expect(added.json).toMatchObject({ text: 'أنا سعيد 😀' });
  });

  test('an entry of nothing but white space is refused', async () => {
    expectFailure(await waves('journal', 'add', '  '), 'bad-request');
  });
});

describe('numbers', () => {
  test('a limit of 0 is refused', async () => {
    expectFailure(await waves('recommend', 'fine', '--limit', '0'), 'bad-request');
  });

  test('a limit of a thousand million gives what there is', async () => {
    const { code, json } = await waves('recommend', 'fine', '--limit', '1000000000');
    const { tracks } = json as { tracks: { id: number }[] };
    expect(code).toBe(0);
    expect(tracks.length).toBeGreaterThan(10);
    expect(new Set(tracks.map(({ id }) => id)).size).toBe(tracks.length);
  });

  test.each(['999999999', '9007199254740991'])(
    'feedback on song %s, which is not there, is refused',
    async (id) => {
      expectFailure(await waves('feedback', id, 'like'), 'not-found');
    },
  );

  test.each(['0', '-1'])('feedback on song %s, which cannot be, is refused', async (id) => {
    const { code, json } = await waves('feedback', '--', id, 'like').catch(() =>
      waves('feedback', id, 'like'),
    );
    expect([1, 2]).toContain(code);
    expect(json).toHaveProperty('error.message');
  });
});

describe('profiles', () => {
  test('one that cannot be written is refused in words', async () => {
    const file = join(profile, 'a-file');
    writeFileSync(file, 'not a directory');
    for (const place of [file, join(file, 'below')]) {
      expectFailure(await runWaves(place, ['infer', 'fine', '--json']), 'profile-unwritable');
    }
    expect(readFileSync(file, 'utf8')).toBe('not a directory');
  });

  test.runIf(process.platform === 'linux')(
    'one where no directory can be made is refused in words',
    async () => {
      for (const place of ['/proc/waves', '/proc/waves/deeper', '/sys/waves']) {
        expectFailure(await runWaves(place, ['infer', 'fine', '--json']), 'profile-unwritable');
      }
    },
  );

  test('one that another instance uses is refused, and free again when that one ends', async () => {
    const own = mkdtempSync(join(tmpdir(), 'waves-held-'));
    const holder = startWaves(own, ['infer', '--stdin', '--json']);
    const ended = new Promise((resolve) => holder.on('close', resolve));
    holder.stdin.write('fine\n');
    await new Promise((resolve) => holder.stdout.once('data', resolve));

    expectFailure(await runWaves(own, ['infer', 'fine', '--json']), 'profile-in-use');
    holder.kill('SIGKILL');
    await ended;
    expect((await runWaves(own, ['infer', 'fine', '--json'])).code).toBe(0);
    rmSync(own, { recursive: true, force: true });
  });

  test('a damaged database is refused, left as it is, and doctor --repair brings the app back', async () => {
    const own = mkdtempSync(join(tmpdir(), 'waves-damaged-'));
    const garbage = Buffer.alloc(8192, 'not a database ');
    writeFileSync(join(own, 'waves.db'), garbage);
    expectFailure(await runWaves(own, ['infer', 'fine', '--json']), 'database-damaged');
    expect(readFileSync(join(own, 'waves.db'))).toEqual(garbage);

    const repaired = await runWaves(own, ['doctor', '--repair', '--json']);
    expect(repaired.code).toBe(0);
    expect((await runWaves(own, ['infer', 'fine', '--json'])).code).toBe(0);
    rmSync(own, { recursive: true, force: true });
  });
});

describe('files that are no catalogue', () => {
  const csv = () => readFileSync(top50File(profile));
  const files: [what: string, name: string, content: () => Buffer][] = [
    ['an empty file', 'empty.csv', () => Buffer.alloc(0)],
    ['a binary file', 'song.csv', () => readFileSync(execPath).subarray(0, 300_000)],
    ['a PDF', 'holiday.pdf', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n')],
    ['a table of something else', 'planets.csv', () => Buffer.from('planet,moons\nEarth,1\nMars,2\n')],
    ['a gzip file cut in its header', 'cut.csv.gz', () => gzipSync(csv()).subarray(0, 8)],
    ['text that only bears the name of gzip', 'plain.csv.gz', () => Buffer.from('hello there\n')],
  ];
  test.each(files)('%s is refused in one line, and nothing changes', async (_what, name, content) => {
    const before = catalogue();
    const path = join(profile, name);
    writeFileSync(path, content());
    const run = await waves('import', path);
    expectFailure(run, 'not-a-catalogue');
    const { error } = run.json as { error: { message: string } };
    expect(error.message).toContain(name);
    expect(error.message).not.toContain('\n');
    expect(catalogue()).toEqual(before);
  });

  test('one that is not there is refused', async () => {
    expectFailure(await waves('import', join(profile, 'nowhere.csv')), 'not-a-catalogue');
  });

  test('a directory is refused', async () => {
    expectFailure(await waves('import', profile), 'not-a-catalogue');
  });

  test('a gzip file cut off halfway is refused in words, and what went in before is whole', async () => {
    const path = join(profile, 'half.csv.gz');
    const whole = gzipSync(csv());
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length / 2)));
    const { code, json } = await waves('import', path);
    expect(code).toBe(1);
    expect(json).toMatchObject({ error: { message: expect.stringContaining('half.csv.gz') as string } });
    expect((await waves('doctor')).code).toBe(0);
  });

  function catalogue(): unknown {
    const db = new Database(join(profile, 'waves.db'), { readonly: true });
    try {
      return db
        .prepare('SELECT count(*), sum(id), max(updated_at) FROM tracks WHERE removed_at IS NULL')
        .get();
    } finally {
      db.close();
    }
  }
});
