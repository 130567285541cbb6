import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Input, Job, JobId } from '../../../src-preload/contract.ts';
import { mp3File } from '../../support/audio/soundFiles.ts';
import { makeZip } from '../../support/makeZip.ts';
import { openTestEngine } from '../../support/openTestEngine.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

type Opened = Awaited<ReturnType<typeof openTestEngine>>;

async function ended({ call, announced }: Opened, { jobId }: { jobId: JobId }): Promise<Job> {
  await announced(
    (a) => a.name === 'job.change' && a.value.job.id === jobId && a.value.job.state !== 'running',
  );
  return call('job.get', { id: jobId });
}

const importing = async (opened: Opened, input: Input<'catalogue.import'>) =>
  ended(opened, await opened.call('catalogue.import', input));

function write(content: string | Buffer, name: string, directory = temporaryDirectory()): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const songs = (...titles: string[]) =>
  JSON.stringify(titles.map((title) => ({ title, artist: 'A', energy: 0.5 })));

test('a dry run counts exactly what the import then does, and changes nothing', async () => {
  const opened = await openTestEngine();
  await importing(opened, { paths: [write(songs('One', 'Two'), 'first.json')] });
  const paths = [write(songs('Two', 'Three'), 'a.json'), write(songs('Three', 'Four', ''), 'b.json')];
  const before = await opened.call('catalogue.status', {});

  const tried = await importing(opened, { paths, dryRun: true });
  expect(tried).toMatchObject({ state: 'done', title: 'Trying 2 files' });
  expect(await opened.call('catalogue.status', {})).toEqual(before);
  expect(await opened.call('catalogue.lastImport', {})).toMatchObject({ jobTitle: 'Importing first.json' });

  const done = await importing(opened, { paths });
  const counts = ({ summaries }: Job) => summaries.map((summary) => ({ ...summary, ms: 0 }));
  expect(counts(done)).toEqual(counts(tried));
  expect(counts(done)).toMatchObject([
    { added: 1, unchanged: 1 },
    { added: 1, unchanged: 1, rejected: 1 },
  ]);
});

test('the last import can be taken back, and then the one before it', async () => {
  const opened = await openTestEngine();
  await importing(opened, { paths: [write(songs('One'), 'first.json')] });
  await importing(opened, { paths: [write(songs('Two', 'Three'), 'second.json')] });
  expect(await opened.call('catalogue.lastImport', {})).toMatchObject({
    jobTitle: 'Importing second.json',
    added: 2,
  });
  const undone = await ended(opened, await opened.call('catalogue.undoImport', {}));
  expect(undone).toMatchObject({
    kind: 'undo-import',
    state: 'done',
    title: 'Taking back: Importing second.json',
  });
  expect(await opened.call('catalogue.status', {})).toMatchObject({ tracks: 1 });
  // The one before it is the last one now.
  await ended(opened, await opened.call('catalogue.undoImport', {}));
  expect(await opened.call('catalogue.status', {})).toMatchObject({ isDemo: true });
  expect(await opened.call('catalogue.lastImport', {})).toBeNull();
  await expect(opened.call('catalogue.undoImport', {})).rejects.toMatchObject({ code: 'not-found' });
});

test('what changes the catalogue as a whole is done one after the other, and synthetic songs are marked', async () => {
  const opened = await openTestEngine();
  const making = await opened.call('catalogue.synthesise', { tracks: 200_000 });
  const others = [
    opened.call('catalogue.import', { paths: ['x.csv'] }),
    opened.call('catalogue.synthesise', { tracks: 1 }),
    opened.call('catalogue.undoImport', {}),
  ];
  const refused = await Promise.allSettled(others);
  expect(refused.slice(0, 2)).toMatchObject([
    { reason: { code: 'busy' } },
    { reason: { code: 'busy', message: expect.stringContaining('Making 200,000 synthetic songs') } },
  ]);
  expect(refused[2]!.status).toBe('rejected');
  await opened.call('job.cancel', { id: making.jobId });
  expect(await ended(opened, making)).toMatchObject({ state: 'cancelled' });

  await ended(opened, await opened.call('catalogue.undoImport', {}));
  const made = await ended(opened, await opened.call('catalogue.synthesise', { tracks: 300 }));
  expect(made).toMatchObject({ state: 'done', summaries: [{ added: 300 }] });
  const { tracks } = await opened.call('recommend.list', { point: { valence: 0.3, arousal: 0.3 } });
  expect(tracks.every(({ isSynthetic, reasons }) => isSynthetic && reasons.at(-1)!.kind === 'demo')).toBe(
    true,
  );
});

describe('a look at a file', () => {
  test('names the format of one that is known, and shows how it begins', async () => {
    const { call } = await openTestEngine();
    expect(await call('catalogue.inspect', { path: write(songs('One', 'Two'), 'list.json') })).toEqual({
      file: 'list.json',
      format: 'json-tracks',
      formatName: 'list of songs in JSON',
      columns: ['title', 'artist', 'energy'],
      sample: [
        ['One', 'A', '0.5'],
        ['Two', 'A', '0.5'],
      ],
      suggested: { title: 'title', artist: 'artist', energy: 'energy' },
      isRemembered: false,
    });
  });

  test.each([
    [
      'Spanish',
      'Nombre de la canción;Nombre del artista;Duración (ms);Popularidad',
      { title: 0, artist: 1, duration_ms: 2, popularity: 3 },
      'Uno;A;200000;50',
    ],
    [
      'German',
      'Titel,Künstler,Dauer,Energie',
      { title: 0, artist: 1, duration_s: 2, energy: 3 },
      'Eins,A,3:20,0.5',
    ],
    [
      'French',
      'Titre,Artiste,Année,Durée',
      { title: 0, artist: 1, year: 2, duration_ms: 3 },
      'Un,A,1999,200000',
    ],
    [
      'Portuguese',
      'Nome da faixa,Artista,Gênero,Ano',
      { title: 0, artist: 1, genre: 2, year: 3 },
      'Um,A,pop,1999',
    ],
    [
      'Russian',
      'Название;Исполнитель;Альбом;Темп',
      { title: 0, artist: 1, album: 2, tempo: 3 },
      'Раз;А;Б;120,5',
    ],
    [
      'Japanese',
      '曲名\tアーティスト\tアルバム\t再生時間',
      { title: 0, artist: 1, album: 2, duration_s: 3 },
      '一\tA\tB\t3:20',
    ],
    [
      'none that says anything',
      'x1,Title,y,Band',
      { spotify_id: 0, title: 1, isrc: 2, artist: 3 },
      '5SuOikwiRyPMVoIQDJUgSV,One,US-RC1-76-07839,A',
    ],
  ])('guesses columns whose names are %s', async (_language, header, expected, row) => {
    const { call } = await openTestEngine();
    const { columns, suggested } = await call('catalogue.inspect', {
      path: write(`${header}\n${row}\n`, 'x.csv'),
    });
    expect(suggested).toEqual(
      Object.fromEntries(Object.entries(expected).map(([field, place]) => [field, columns[place]])),
    );
  });

  test('remembers what columns were said to be', async () => {
    const opened = await openTestEngine();
    const path = write('Foo,Bar\nSong,Artist\n', 'odd.csv');
    const mapping = { title: 'Foo', artist: 'Bar' };
    expect(await opened.call('catalogue.inspect', { path })).toMatchObject({
      format: null,
      suggested: {},
      isRemembered: false,
    });
    expect(await importing(opened, { paths: [path], mappings: { [path]: mapping } })).toMatchObject({
      state: 'done',
    });
    const other = write('Bar;Foo\nArtist;Another\n', 'other.csv');
    expect(await opened.call('catalogue.inspect', { path: other })).toMatchObject({
      suggested: mapping,
      isRemembered: true,
    });
    expect(await importing(opened, { paths: [other] })).toMatchObject({
      state: 'done',
      summaries: [{ added: 1 }],
    });
  });

  test.each([
    ['a table', 'odd.csv', 'Foo,Bar\nOne,A\nTwo,B'],
    ['a list of objects', 'odd.jsonl', '{"Foo":"One","Bar":"A"}\n{"Foo":"Two","Bar":"B"}'],
  ])('shows the last row of %s that ends without a line end', async (_kind, name, content) => {
    const { call } = await openTestEngine();
    const withEnd = await call('catalogue.inspect', { path: write(`${content}\n`, name) });
    const without = await call('catalogue.inspect', { path: write(content, name) });
    expect(without.sample).toEqual(withEnd.sample);
    expect(without.sample.at(-1)).toEqual(['Two', 'B']);
  });

  test('leaves out a row that is cut off where the look at the file ends', async () => {
    const { call } = await openTestEngine();
    const long = 'x'.repeat(40_000);
    const path = write(`Foo,Bar\nOne,${long}\nTwo,${long}\n`, 'long.csv');
    expect((await call('catalogue.inspect', { path })).sample.map(([title]) => title)).toEqual(['One']);
  });

  test('says what is no catalogue', async () => {
    const { call } = await openTestEngine();
    await expect(call('catalogue.inspect', { path: write('%PDF-1.7', 'x.pdf') })).rejects.toMatchObject({
      code: 'not-a-catalogue',
    });
  });
});

test('a folder of music and an archive are one import each; what is no catalogue in them is passed over', async () => {
  const opened = await openTestEngine();
  const folder = join(temporaryDirectory(), 'music');
  mkdirSync(join(folder, 'deep'), { recursive: true });
  write(mp3File({ title: 'One', artist: 'A' }), 'one.mp3', folder);
  write(mp3File({ title: '', artist: 'A' }), 'deep/two.mp3', folder);
  write('notes', 'readme.txt', folder);
  const play = (title: string) => ({
    ts: '2023-01-01T00:00:00Z',
    master_metadata_track_name: title,
    master_metadata_album_artist_name: 'B',
  });
  const zip = write(
    makeZip([
      { name: 'ReadMeFirst.pdf', content: '%PDF-1.7' },
      { name: 'Streaming_History_Audio_1.json', content: JSON.stringify([play('Three'), play('Three')]) },
      { name: 'Streaming_History_Audio_2.json', content: JSON.stringify([play('Three'), play('Four')]) },
    ]),
    'spotify.zip',
  );
  const { state, summaries } = await importing(opened, { paths: [folder, zip] });
  expect(state).toBe('done');
  expect(summaries).toMatchObject([
    {
      file: 'music',
      format: 'audio-files',
      added: 1,
      rejected: 1,
      rejects: [{ reason: `${join('deep', 'two.mp3')}: the title is missing` }],
    },
    { file: 'spotify.zip', format: 'spotify-extended-history', rows: 4, added: 2, repeated: 2 },
  ]);
});

test('where the values of a song come from can be asked', async () => {
  const opened = await openTestEngine();
  await importing(opened, { paths: [write(songs('One'), 'a.json')] });
  const { rows } = await opened.call('catalogue.rows', {});
  expect(await opened.call('track.origins', { id: rows[0]!.id })).toMatchObject([
    { source: 'a.json', values: { title: 'One', artists: ['A'], energy: 0.5 } },
  ]);
  await expect(opened.call('track.origins', { id: 999_999 as never })).rejects.toMatchObject({
    code: 'not-found',
  });
});
