import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { Database } from 'better-sqlite3';

import { openCatalogueFile } from '../../src-main/catalogue/files/openCatalogueFile.ts';
import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import { synthesiseCatalogue } from '../../src-main/catalogue/synthetic/synthesiseCatalogue.ts';
import { undoImport } from '../../src-main/catalogue/import/undoImport.ts';
import { loadCatalogueView } from '../../src-main/catalogue/loadCatalogueView.ts';
import { readerFor } from '../../src-main/catalogue/readers/readerFor.ts';
import { readTrackKnowledge } from '../../src-main/engine/trackKnowledge.ts';
import { withFewCheckpoints } from '../../src-main/storage/library/checkpoints.ts';
import { lastImport, openImportLog } from '../../src-main/storage/library/imports.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import { catalogueStatus, readTracks } from '../../src-main/storage/tracks/tracks.ts';
import type { TrackId } from '../../src-preload/contract.ts';
import type { BenchRow } from './benchRow.ts';
import { LARGE_ROWS, largeCatalogue } from './largeCatalogue.ts';

const PLAYS = 100_000;
const SYNTHETIC = 100_000;

/** Times of reading, importing and importing again the 114k catalogue (an invented one of its size where it is not there), and of what is read from it afterwards. */
export async function benchImport(): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  const db = openDatabase(directory);
  try {
    const { path, note } = largeCatalogue(directory);
    const knowledge = readTrackKnowledge(join(import.meta.dirname, '../../resources'));

    const parse = await timed(() => readAll(path));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const first = await timed(() =>
      withFewCheckpoints(db, () => importCatalogue(db, path, { now: Date.now })),
    );
    delay.disable();
    const again = await timed(() => importCatalogue(db, path, { now: Date.now }));
    const view = await timed(() => loadCatalogueView(db, knowledge));
    const status = await timed(() => catalogueStatus(db));
    const ids = Array.from({ length: 10 }, (_, i) => (1 + i * 1_000) as TrackId);
    const tracks = await timed(() => readTracks(db, ids));
    const size = round(statSync(db.name).size / 1e6);
    const history = await timed(() => readAll(playsFile(directory), PLAYS));
    const undo = await timed(() => withFewCheckpoints(db, () => takeBack(db)));
    const synthetic = await timed(() => withFewCheckpoints(db, () => synthesise(db)));

    return [
      { name: 'read and check rows', value: parse, unit: 'ms', note },
      { name: 'import', value: first, unit: 'ms', note },
      { name: 'import, longest block', value: round(delay.max / 1e6), unit: 'ms', note: 'of the event loop' },
      { name: 'import, 95 % of blocks', value: round(delay.percentile(95) / 1e6), unit: 'ms' },
      { name: 'import, 99 % of blocks', value: round(delay.percentile(99) / 1e6), unit: 'ms' },
      { name: 'import again', value: again, unit: 'ms', note: 'nothing changes' },
      { name: 'database', value: size, unit: 'MB' },
      { name: 'load the view for ranking', value: view, unit: 'ms' },
      { name: 'status of the catalogue', value: status, unit: 'ms' },
      { name: 'read 10 tracks', value: tracks, unit: 'ms' },
      { name: 'read a listening history', value: history, unit: 'ms', note: `${PLAYS} plays, JSON` },
      { name: 'take the import back', value: undo, unit: 'ms' },
      { name: 'synthetic songs', value: synthetic, unit: 'ms', note: `${SYNTHETIC} of them` },
    ];
  } finally {
    db.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function readAll(path: string, least = LARGE_ROWS): Promise<void> {
  const file = await openCatalogueFile(path, new AbortController().signal);
  let rows = 0;
  for await (const readings of readerFor(file).read(file)) rows += readings.length;
  if (rows < least) throw new Error(`Only ${rows} rows were read.`);
}

/** A listening history as Spotify exports it. */
function playsFile(directory: string): string {
  const path = join(directory, 'history.json');
  const plays = Array.from({ length: PLAYS }, (_, i) => ({
    ts: '2023-01-01T00:00:00Z',
    ms_played: 200_000,
    ip_addr: '203.0.113.7',
    master_metadata_track_name: `Song ${i % 9_000}`,
    master_metadata_album_artist_name: `Artist ${i % 1_000}`,
    master_metadata_album_album_name: 'Album',
    spotify_track_uri: `spotify:track:${String(i % 9_000).padStart(22, '0')}`,
    skipped: null,
  }));
  writeFileSync(path, JSON.stringify(plays));
  return path;
}

const quietly = { now: Date.now, signal: new AbortController().signal, onProgress: () => {} };

async function takeBack(db: Database): Promise<void> {
  await undoImport(db, lastImport(db)!, quietly);
}

async function synthesise(db: Database): Promise<void> {
  const log = openImportLog(db, { jobId: null, title: 'Bench' }, Date.now());
  await synthesiseCatalogue(db, SYNTHETIC, 1, { ...quietly, log });
}

async function timed(act: () => unknown): Promise<number> {
  const startMs = performance.now();
  await act();
  return round(performance.now() - startMs);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
