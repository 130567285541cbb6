import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runWaves, type WavesRun } from '../support/runWaves.ts';
import { top50File } from '../support/top50File.ts';

const GREAT_DAY = 'I just had a great day at work!';
const finite = expect.any(Number) as number;
const words = expect.stringMatching(/\S/) as string;

let profile: string;
const waves = (...args: string[]): Promise<WavesRun> => runWaves(profile, args);

beforeAll(() => {
  profile = mkdtempSync(join(tmpdir(), 'waves-cli-'));
});
afterAll(() => rmSync(profile, { recursive: true, force: true }));

describe('infer', () => {
  test('prints one document with the point, its mood, the model and the time', async () => {
    const { code, json, stderr } = await waves('infer', GREAT_DAY, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json).toMatchObject({ valence: finite, arousal: finite, mood: words, model: words, ms: finite });
    expect((json as { valence: number }).valence).toBeGreaterThan(0.1);
  });

  test('reads one text a line with --stdin and prints one document a line', async () => {
    const { code, stdout } = await runWaves(
      profile,
      ['infer', '--stdin', '--json'],
      `${GREAT_DAY}\r\nI feel terrible.\n\nlast line without an end`,
    );
    const documents = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { valence: number });
    expect(code).toBe(0);
    expect(documents).toHaveLength(4);
    expect(documents[0]!.valence).toBeGreaterThan(documents[1]!.valence);
  });

  test('speaks to people without --json', async () => {
    const { code, stdout } = await waves('infer', GREAT_DAY);
    expect(code).toBe(0);
    expect(stdout).toMatch(/valence -?\d\.\d\d {2}arousal -?\d\.\d\d/);
  });
});

describe('recommend', () => {
  test('prints songs with score and reasons, and how long each part took', async () => {
    const { code, json } = await waves('recommend', GREAT_DAY, '--limit', '5', '--json');
    const list = json as { tracks: { reasons: unknown[] }[] };
    expect(code).toBe(0);
    expect(list).toMatchObject({
      emotion: { valence: finite, arousal: finite },
      stage: words,
      ms: { infer: finite, rank: finite, total: finite },
    });
    expect(list.tracks).toHaveLength(5);
    for (const track of list.tracks) {
      expect(track).toMatchObject({
        id: finite,
        title: words,
        artist: words,
        genres: expect.any(Array) as unknown[],
        valence: finite,
        arousal: finite,
        score: finite,
      });
      expect(track.reasons.length).toBeGreaterThan(0);
      for (const reason of track.reasons) expect(reason).toMatchObject({ kind: words, text: words });
    }
  });

  test('aims lower with --intent calm than with --intent energise', async () => {
    const [calm, energise] = await Promise.all(
      ['calm', 'energise'].map(async (intent) => {
        const own = mkdtempSync(join(tmpdir(), 'waves-cli-intent-'));
        const { json } = await runWaves(own, ['recommend', 'I am fine.', '--intent', intent, '--json']);
        rmSync(own, { recursive: true, force: true });
        const { tracks } = json as { tracks: { arousal: number }[] };
        return tracks.reduce((sum, { arousal }) => sum + arousal, 0) / tracks.length;
      }),
    );
    expect(calm).toBeLessThan(energise!);
  });
});

describe('journal, feedback, import and doctor', () => {
  test('an entry that was added is listed with its point', async () => {
    const added = await waves('journal', 'add', 'Rain', 'all', 'day.', '--json');
    expect(added.json).toMatchObject({ id: finite, text: 'Rain all day.', valence: finite, arousal: finite });
    const { code, json } = await waves('journal', 'list', '--json');
    expect(code).toBe(0);
    expect((json as { entries: unknown[] }).entries).toContainEqual(
      expect.objectContaining({ text: 'Rain all day.' }),
    );
  });

  test('a verdict on a recommended song is kept', async () => {
    const { json } = await waves('recommend', GREAT_DAY, '--limit', '1', '--json');
    const [track] = (json as { tracks: { id: number }[] }).tracks;
    const { code, json: noted } = await waves('feedback', String(track!.id), 'like', '--json');
    expect(code).toBe(0);
    expect(noted).toMatchObject({ trackId: track!.id, verdict: 'like' });
  });

  test('an import says what became of every row, and a second one changes nothing', async () => {
    const file = top50File(profile);
    const first = await waves('import', file, '--json');
    expect(first.code).toBe(0);
    const summary = first.json as Record<
      'rows' | 'added' | 'updated' | 'unchanged' | 'repeated' | 'rejected',
      number
    >;
    expect(summary).toMatchObject({ format: words, rejects: expect.any(Array) as unknown[], ms: finite });
    expect(summary.added).toBeGreaterThan(50);
    expect(summary.added + summary.updated + summary.unchanged + summary.repeated + summary.rejected).toBe(
      summary.rows,
    );

    const second = await waves('import', file, '--json');
    expect(second.json).toMatchObject({ added: 0, updated: 0, unchanged: summary.added });
    const { json } = await waves('recommend', GREAT_DAY, '--json');
    const { tracks } = json as { tracks: { reasons: { kind: string }[] }[] };
    expect(tracks.flatMap(({ reasons }) => reasons).map(({ kind }) => kind)).not.toContain('demo');
  });

  test('doctor looks at Node, ONNX Runtime, the database, the index and the models', async () => {
    const { code, json } = await waves('doctor', '--json');
    const { checks } = json as { checks: { name: string; state: string; detail: string }[] };
    expect(checks.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(code).toBe(0);
    const report = JSON.stringify(checks).toLowerCase();
    for (const subject of ['node', 'onnx', 'sqlite', 'index', 'model']) expect(report).toContain(subject);
  });
});

describe('words that make no sense', () => {
  test.each([
    ['no command at all', []],
    ['an unknown command', ['sing']],
    ['a name that every object has', ['toString']],
    ['an unknown flag', ['infer', 'a', '--loud']],
    ['infer without a text', ['infer']],
    ['recommend without a text', ['recommend']],
    ['a limit in words', ['recommend', 'a', '--limit', 'many']],
    ['an unknown intent', ['recommend', 'a', '--intent', 'dance']],
    ['import without a file', ['import']],
    ['an unknown verdict', ['feedback', '1', 'love']],
    ['a track id in words', ['feedback', 'one', 'like']],
  ])('%s ends with 2 and one error document', async (_what, args) => {
    const { code, json, stdout } = await waves(...args, '--json');
    expect(code).toBe(2);
    expect(json).toMatchObject({ error: { code: 'usage', message: words } });
    expect(stdout.trimEnd()).not.toContain('\n');
  });

  test('--help ends with 0 and lists every command', async () => {
    const { code, stdout } = await waves('--help');
    expect(code).toBe(0);
    for (const name of ['infer', 'recommend', 'import', 'feedback', 'journal', 'doctor']) {
      expect(stdout).toContain(name);
    }
  });
});
