import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { runWaves } from '../support/runWaves.ts';

let profile: string;
let file: string;
beforeAll(() => {
  profile = mkdtempSync(join(tmpdir(), 'waves-library-'));
  file = join(profile, 'odd.csv');
  writeFileSync(file, 'Wer;Was;Zeit\nA;One;3:20\nA;Two;4:00\n');
});
afterAll(() => rmSync(profile, { recursive: true, force: true }));

const waves = (...words: string[]) => runWaves(profile, [...words, '--json']);

test('a table of unknown columns is tried, imported and taken back', async () => {
  const refused = await waves('import', file);
  expect(refused.code).toBe(1);
  expect(refused.json).toMatchObject({
    error: {
      code: 'not-a-catalogue',
      message: expect.stringContaining('--map title=COLUMN --map artist=COLUMN'),
    },
  });

  const map = ['--map', 'title=Was', '--map', 'artist=Wer', '--map', 'duration_s=Zeit'];
  const tried = await waves('import', file, ...map, '--dry-run');
  expect(tried.json).toMatchObject({ added: 2, rejected: 0, dryRun: true });
  const done = await waves('import', file, ...map);
  expect(done.json).toMatchObject({ format: 'mapped-table', added: 2, dryRun: false });
  // The columns are known from now on.
  expect((await waves('import', file)).json).toMatchObject({ added: 0, unchanged: 2 });

  const undone = await waves('import', '--undo');
  expect({ code: undone.code, json: undone.json }).toMatchObject({
    code: 0,
    json: { undone: { title: 'Importing odd.csv', removed: 2, restored: 0 } },
  });
  expect((await waves('import', '--undo')).json).toMatchObject({ error: { code: 'not-found' } });
});

test('a synthetic catalogue of any size is made', async () => {
  expect((await waves('synth', '--tracks', '300', '--seed', '7')).json).toMatchObject({
    tracks: 300,
    seed: 7,
    added: 300,
  });
  expect((await waves('synth', '--tracks', '300', '--seed', '7')).json).toMatchObject({
    added: 0,
    unchanged: 300,
  });
});

test.each([
  [['import', '--undo', 'x.csv']],
  [['import', 'x.csv', '--map', 'nonsense=A']],
  [['import', 'x.csv', '--map', 'title=A']],
  [['synth']],
  [['synth', '--tracks', 'many']],
])('%s is not understood', async (words) => {
  const { code, json } = await waves(...words);
  expect(code).toBe(2);
  expect(json).toMatchObject({ error: { code: 'usage' } });
});
