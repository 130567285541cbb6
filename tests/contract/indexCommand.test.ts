import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { featureCsv } from '../support/featureCsv.ts';
import { earFolder } from '../support/onnx/tinyFolders.ts';
import { runWaves, startWaves } from '../support/runWaves.ts';
import { temporaryDirectory } from '../support/temporaryDirectory.ts';

const SONGS = 4000;
/** A batch of vectors of six numbers, and then some. */
const SOME_BYTES = 20_000;

function searchModels(): string {
  const directory = temporaryDirectory();
  earFolder(join(directory, 'ear-1'), { id: 'ear-1', changes: { longest: 128 } });
  return directory;
}

async function profileWith(songs: number): Promise<string> {
  const profile = temporaryDirectory();
  const file = join(temporaryDirectory(), 'songs.csv');
  writeFileSync(file, featureCsv(songs));
  expect((await runWaves(profile, ['import', file, '--json'])).code).toBe(0);
  return profile;
}

function vectorFile(profile: string): string | null {
  const folder = join(profile, 'derived');
  if (!existsSync(folder)) return null;
  const name = readdirSync(folder).find((file) => file.startsWith('vectors-full') && file.endsWith('.rows'));
  return name === undefined ? null : join(folder, name);
}

test('index builds in a process of its own, says how it stands, and does nothing twice', async () => {
  const profile = await profileWith(50);
  const models = ['--models', searchModels()];
  const status = await runWaves(profile, ['index', '--status', '--json', ...models]);
  expect(status.json).toMatchObject({
    forms: [{ form: 'full', indexed: 0, kind: 'none' }, { form: 'short' }],
  });
  for (let run = 0; run < 2; run++) {
    const built = await runWaves(profile, ['index', '--wait', '--json', ...models]);
    expect(built.code).toBe(0);
    expect(built.json).toMatchObject({
      forms: [
        { form: 'full', tracks: 50, indexed: 50, kind: 'exact', model: 'ear-1', notice: null },
        { form: 'short', tracks: 50, indexed: 50, kind: 'exact', model: 'ear-1', notice: null },
      ],
    });
  }
}, 120_000);

test('a build that is killed loses no vector that was written, and goes on from there', async () => {
  const profile = await profileWith(SONGS);
  const models = ['--models', searchModels()];
  const building = startWaves(profile, ['index', ...models]);
  const ended = once(building, 'exit');
  await expect
    .poll(() => statSync(vectorFile(profile) ?? '', { throwIfNoEntry: false })?.size ?? 0, {
      timeout: 60_000,
      interval: 5,
    })
    .toBeGreaterThan(SOME_BYTES);
  building.kill('SIGKILL');
  await ended;
  const kept = readFileSync(vectorFile(profile)!).subarray(0, SOME_BYTES);
  expect(existsSync(join(profile, 'derived', 'vectors-full.json'))).toBe(false);

  const again = await runWaves(profile, ['index', '--wait', '--json', ...models]);
  expect(again.json).toMatchObject({ forms: [{ indexed: SONGS, notice: null }, { indexed: SONGS }] });
  expect(readFileSync(vectorFile(profile)!).subarray(0, SOME_BYTES)).toEqual(kept);
  // As long as if it had not been killed: nothing was embedded twice.
  const rows = (statSync(vectorFile(profile)!).size - 64) / 32;
  expect(rows).toBe(SONGS);
}, 240_000);

test('template shows, keeps, tries and refuses templates', async () => {
  const profile = await profileWith(5);
  const shown = await runWaves(profile, ['template', 'show', '--json']);
  const { template } = shown.json as { template: { short: string } };
  expect(shown.json).toMatchObject({
    isDefault: true,
    template: { short: expect.stringContaining('{title}') as string },
  });

  const file = join(temporaryDirectory(), 'template.json');
  writeFileSync(file, JSON.stringify({ ...template, short: 'Hear {title}' }));
  const three = await runWaves(profile, ['template', 'preview', file, '--json']);
  const { songs } = three.json as { songs: { id: number; title: string; short: string }[] };
  expect(songs.map(({ short }) => short)).toEqual(songs.map(({ title }) => `Hear ${title}`));
  const track = ['--track', String(songs[2]!.id)];
  const one = await runWaves(profile, ['template', 'preview', file, ...track, '--json']);
  expect(one.json).toEqual({ songs: [songs[2]] });
  expect((await runWaves(profile, ['template', 'set', file, '--json'])).json).toMatchObject({
    isDefault: false,
  });

  writeFileSync(file, JSON.stringify({ ...template, short: '{colour}' }));
  const refused = await runWaves(profile, ['template', 'set', file, '--json']);
  expect(refused.code).toBe(1);
  expect(refused.json).toMatchObject({ error: { code: 'bad-request' } });
  const kept = await runWaves(profile, ['template', 'show', '--json']);
  expect(kept.json).toMatchObject({ template: { short: 'Hear {title}' } });
  expect((await runWaves(profile, ['template', 'set', 'default', '--json'])).json).toMatchObject({
    isDefault: true,
  });
}, 120_000);
