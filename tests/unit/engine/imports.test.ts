import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Job } from '../../../src-preload/contract.ts';
import { openTestEngine } from '../../support/openTestEngine.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

const HEADER =
  'track_id,artists,album_name,track_name,popularity,duration_ms,explicit,danceability,energy,key,loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,time_signature,track_genre';

function catalogueFile(rows: number): string {
  const path = join(temporaryDirectory(), 'songs.csv');
  const lines = Array.from(
    { length: rows },
    (_, i) =>
      `${String(i).padStart(22, 'a')},Artist ${i},Album,Song ${i},50,200000,FALSE,0.5,0.6,1,-7,1,0.05,0.2,0,0.1,0.7,120,4,rock`,
  );
  writeFileSync(path, [HEADER, ...lines, ''].join('\n'));
  return path;
}

async function importFile(opened: Awaited<ReturnType<typeof openTestEngine>>, path: string): Promise<Job> {
  const { jobId } = await opened.call('catalogue.import', { paths: [path] });
  await opened.announced(
    (a) => a.name === 'job.change' && a.value.job.id === jobId && a.value.job.state !== 'running',
  );
  return opened.call('job.get', { id: jobId });
}

test('a new profile has the demo catalogue, and the first import replaces it', async () => {
  const opened = await openTestEngine();
  const before = await opened.call('catalogue.status', {});
  expect(before).toMatchObject({ tracks: 2000, isDemo: true });
  expect(before.genres).toBeGreaterThanOrEqual(20);

  const job = await importFile(opened, catalogueFile(30));
  expect(job).toMatchObject({ state: 'done', summaries: [{ added: 30, rejected: 0 }] });
  expect(await opened.call('catalogue.status', {})).toMatchObject({ tracks: 30, isDemo: false });
  const { tracks } = await opened.call('recommend.list', { point: { valence: 0.3, arousal: 0.3 } });
  expect(tracks.every(({ title }) => title.startsWith('Song '))).toBe(true);
});

test('a dry run says of itself, for as long as it is remembered, that it changed nothing', async () => {
  const opened = await openTestEngine();
  const { jobId } = await opened.call('catalogue.import', { paths: [catalogueFile(30)], dryRun: true });
  expect(await opened.call('job.get', { id: jobId })).toMatchObject({ state: 'running', isTrial: true });
  await opened.announced((a) => a.name === 'job.change' && a.value.job.state === 'done');
  await opened.engine.close();

  const again = await openTestEngine({ profile: opened.profile });
  expect(await again.call('job.list', {})).toMatchObject([{ id: jobId, isTrial: true }]);
  expect(await again.call('catalogue.status', {})).toMatchObject({ isDemo: true });
  expect(await importFile(again, catalogueFile(30))).toMatchObject({ isTrial: false });
});

test('a verdict on a demo song outlives the demo catalogue', async () => {
  const opened = await openTestEngine();
  const { tracks } = await opened.call('recommend.list', { point: { valence: 0.3, arousal: 0.3 } });
  const { id } = await opened.call('feedback.record', { trackId: tracks[0]!.id, verdict: 'like' });
  await importFile(opened, catalogueFile(5));
  await opened.call('feedback.undo', { id });
});

test('a file that is no catalogue fails in one line and changes nothing', async () => {
  const opened = await openTestEngine();
  const path = join(temporaryDirectory(), 'letter.pdf');
  writeFileSync(path, '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3');
  const job = await importFile(opened, path);
  expect(job).toMatchObject({ state: 'failed', failure: { code: 'not-a-catalogue' } });
  expect(job.failure!.message).not.toContain('\n');
  expect(await opened.call('catalogue.status', {})).toMatchObject({ tracks: 2000, isDemo: true });
});

test('calls are answered while an import runs, and a second import is refused', async () => {
  const opened = await openTestEngine();
  const path = catalogueFile(5000);
  // The model is opened by the first text, which is not what is measured.
  await opened.call('emotion.infer', { text: 'first' });
  const { jobId } = await opened.call('catalogue.import', { paths: [path] });
  await expect(opened.call('catalogue.import', { paths: [path] })).rejects.toMatchObject({ code: 'busy' });
  await opened.call('emotion.infer', { text: 'waiting' });
  expect((await opened.call('job.get', { id: jobId })).state).toBe('running');
  await opened.call('job.cancel', { id: jobId });
  await opened.announced((a) => a.name === 'job.change' && a.value.job.state === 'cancelled');
});

test('an import that the end of the engine cut off goes on at its next start', async () => {
  const opened = await openTestEngine();
  await opened.call('catalogue.import', { paths: [catalogueFile(5000)] });
  await opened.engine.close();

  const again = await openTestEngine({ profile: opened.profile, resumeJobs: true });
  await again.announced((a) => a.name === 'job.change' && a.value.job.state === 'done');
  expect(await again.call('catalogue.status', {})).toMatchObject({ tracks: 5000, isDemo: false });
});
