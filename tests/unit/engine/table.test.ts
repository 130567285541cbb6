import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Output } from '../../../src-preload/contract.ts';
import { featureCsv } from '../../support/featureCsv.ts';
import { openTestEngine } from '../../support/openTestEngine.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

type Opened = Awaited<ReturnType<typeof openTestEngine>>;

async function openWithSongs(count: number): Promise<Opened> {
  const opened = await openTestEngine();
  const path = join(temporaryDirectory(), 'songs.csv');
  writeFileSync(path, featureCsv(count));
  const { jobId } = await opened.call('catalogue.import', { paths: [path] });
  await opened.announced(
    (a) => a.name === 'job.change' && a.value.job.id === jobId && a.value.job.state === 'done',
  );
  return opened;
}

const titles = ({ rows }: Output<'catalogue.rows'>) => rows.map(({ title }) => title);

test('the table is read window by window, sorted by any column, unknown values last', async () => {
  const { call } = await openWithSongs(300);
  const first = await call('catalogue.rows', { limit: 3 });
  expect(first.total).toBe(300);
  expect(titles(first)).toEqual(['Song 0', 'Song 1', 'Song 2']);
  expect(first.rows[1]).toMatchObject({
    artist: 'Artist 1',
    genres: ['rock'],
    cluster: 'Rock',
    danceability: 0.007,
    tempo: 71,
    isDemo: false,
    isSynthetic: false,
  });

  expect(titles(await call('catalogue.rows', { sort: 'title', limit: 3 }))).toEqual([
    'Song 0',
    'Song 1',
    'Song 10',
  ]);
  expect(
    titles(await call('catalogue.rows', { sort: 'title', descending: true, offset: 1, limit: 2 })),
  ).toEqual(['Song 98', 'Song 97']);
  const fastest = await call('catalogue.rows', { sort: 'tempo', descending: true, limit: 2 });
  expect(fastest.rows.map(({ tempo }) => tempo)).toEqual([179, 179]);
  const genres = await call('catalogue.rows', { sort: 'genre', limit: 300 });
  expect(genres.rows.map((row) => row.genres[0])).toEqual(genres.rows.map((row) => row.genres[0]).toSorted());
  for (const sort of ['artist', 'album', 'year', 'duration', 'popularity', 'energy'] as const) {
    const { rows, total } = await call('catalogue.rows', { sort, limit: 300 });
    expect(total).toBe(300);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(300);
  }
  expect((await call('catalogue.rows', { offset: 299, limit: 50 })).rows).toHaveLength(1);
  expect((await call('catalogue.rows', { offset: 5000, limit: 50 })).rows).toEqual([]);
});

test('a part of the table is named by source, by cluster and by words', async () => {
  const { call } = await openWithSongs(300);
  const { sources } = await call('catalogue.status', {});
  expect((await call('catalogue.rows', { source: sources[0]!.name })).total).toBe(300);
  expect((await call('catalogue.rows', { source: 'elsewhere' })).total).toBe(0);
  const jazz = await call('catalogue.rows', { cluster: 'Jazz and blues', limit: 500 });
  expect(jazz.total).toBe(50);
  expect(jazz.rows.every(({ genres }) => genres[0] === 'jazz')).toBe(true);

  const found = await call('catalogue.rows', { query: 'song 299' });
  expect(titles(found)).toEqual(['Song 299']);
  expect((await call('catalogue.ids', { query: 'song 299' })).ids).toEqual([found.rows[0]!.id]);
});

test('songs that are removed leave the table at once, come back when restored, and raise the revision', async () => {
  const { call } = await openWithSongs(60);
  const { ids } = await call('catalogue.ids', { limit: 40 });
  expect(await call('track.remove', { ids })).toEqual({ removed: 40 });
  expect(await call('track.remove', { ids })).toEqual({ removed: 0 });
  const left = await call('catalogue.rows', { sort: 'title', limit: 500 });
  expect(left.total).toBe(20);
  expect(left.rows.some(({ id }) => ids.includes(id))).toBe(false);
  expect((await call('catalogue.status', {})).tracks).toBe(20);

  expect(await call('track.restore', { ids })).toEqual({ restored: 40 });
  expect((await call('catalogue.rows', {})).total).toBe(60);
  expect((await call('catalogue.ids', { limit: 40 })).ids).toEqual(ids);
});

test('every order stays right through removals, restorations and edits, whatever was sorted before', async () => {
  const { call } = await openWithSongs(120);
  const sorts = ['title', 'tempo', 'artist', 'added'] as const;
  const read = async () =>
    Promise.all(sorts.map(async (sort) => (await call('catalogue.rows', { sort, limit: 500 })).rows));
  const before = await read();
  const some = before[1]!.slice(10, 40).map(({ id }) => id);

  await call('track.remove', { ids: some });
  const without = await read();
  expect(without).toEqual(before.map((rows) => rows.filter(({ id }) => !some.includes(id))));
  await call('track.restore', { ids: some });
  expect(await read()).toEqual(before);

  await call('track.remove', { ids: some });
  await call('track.edit', { id: before[0]![0]!.id, changes: { title: 'zzz' } });
  await call('track.restore', { ids: some });
  const [byTitle] = await read();
  expect(byTitle!.map(({ title }) => title)).toEqual(byTitle!.map(({ title }) => title).toSorted());
  expect(byTitle).toHaveLength(120);
});

test('a song that is edited is found under what it is now', async () => {
  const { call } = await openWithSongs(30);
  const { id } = (await call('catalogue.rows', { query: 'song 7' })).rows[0]!;
  const changes = {
    title: 'Über den Wolken',
    artist: 'Artist 3; Reinhard Mey',
    year: 1974,
    genres: ['Jazz'],
  };
  const edited = await call('track.edit', { id, changes });
  expect(edited).toMatchObject({
    title: 'Über den Wolken',
    artist: 'Artist 3, Reinhard Mey',
    year: 1974,
    genres: ['jazz'],
    cluster: 'Jazz and blues',
    album: 'Album',
  });
  // The words of the catalogue are read a moment after it changes.
  await expect
    .poll(async () => (await call('catalogue.rows', { query: 'reinhard mey' })).rows.map((row) => row.id), {
      timeout: 10_000,
    })
    .toEqual([id]);
  expect(titles(await call('catalogue.rows', { sort: 'title', descending: true, limit: 1 }))).toEqual([
    'Über den Wolken',
  ]);
  const back = await call('track.edit', { id, changes: { year: null, artist: 'Artist 3, Reinhard Mey' } });
  expect(back).toMatchObject({ year: null, artist: 'Artist 3, Reinhard Mey' });

  expect((await call('catalogue.rows', { source: 'you' })).rows.map((row) => row.id)).toEqual([id]);
  await call('track.remove', { ids: [id] });
  await expect(call('track.edit', { id, changes: { year: 1 + 1990 } })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a genre that is moved takes its songs along at once, and outlives the engine', async () => {
  const opened = await openWithSongs(60);
  const { call } = opened;
  const clusterOf = (clusters: Output<'clusters.list'>, genre: string) =>
    clusters.find(({ genres }) => genres.some(({ name }) => name === genre))!;
  const before = await call('clusters.list', {});
  expect(before).toHaveLength(25);
  expect(clusterOf(before, 'jazz')).toMatchObject({ id: 'Jazz and blues', tracks: 10 });

  const moved = await call('clusters.move', { genre: 'jazz', cluster: 'Rock' });
  expect(clusterOf(moved, 'jazz')).toMatchObject({ id: 'Rock', tracks: 20 });
  expect(clusterOf(moved, 'jazz').genres).toContainEqual({ name: 'jazz', tracks: 10, isMoved: true });
  expect((await call('catalogue.rows', { cluster: 'Jazz and blues' })).total).toBe(0);
  expect((await call('catalogue.rows', { cluster: 'Rock' })).total).toBe(20);
  await expect(call('clusters.move', { genre: 'jazz', cluster: 'Nowhere' })).rejects.toMatchObject({
    code: 'bad-request',
  });

  await opened.engine.close();
  const again = await openTestEngine({ profile: opened.profile });
  expect((await again.call('catalogue.rows', { cluster: 'Rock' })).total).toBe(20);
  const reset = await again.call('clusters.move', { genre: 'jazz', cluster: null });
  expect(clusterOf(reset, 'jazz')).toMatchObject({ id: 'Jazz and blues', tracks: 10 });
});
