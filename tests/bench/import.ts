import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { openCatalogueFile } from '../../src-main/catalogue/files/openCatalogueFile.ts';
import { importCatalogue } from '../../src-main/catalogue/importCatalogue.ts';
import { loadCatalogueView } from '../../src-main/catalogue/loadCatalogueView.ts';
import { readerFor } from '../../src-main/catalogue/readers/readerFor.ts';
import { readTrackKnowledge } from '../../src-main/engine/trackKnowledge.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import { catalogueStatus, readTracks } from '../../src-main/storage/tracks.ts';
import type { TrackId } from '../../src-preload/contract.ts';
import type { BenchRow } from './benchRow.ts';
import { LARGE_ROWS, largeCatalogue } from './largeCatalogue.ts';

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
    const first = await timed(() => importCatalogue(db, path, { now: Date.now }));
    delay.disable();
    const again = await timed(() => importCatalogue(db, path, { now: Date.now }));
    const view = await timed(() => loadCatalogueView(db, knowledge));
    const status = await timed(() => catalogueStatus(db));
    const ids = Array.from({ length: 10 }, (_, i) => (1 + i * 1_000) as TrackId);
    const tracks = await timed(() => readTracks(db, ids));

    return [
      { name: 'read and check rows', value: parse, unit: 'ms', note },
      { name: 'import', value: first, unit: 'ms', note },
      { name: 'import, longest block', value: round(delay.max / 1e6), unit: 'ms', note: 'of the event loop' },
      { name: 'import, 99 % of blocks', value: round(delay.percentile(99) / 1e6), unit: 'ms' },
      { name: 'import again', value: again, unit: 'ms', note: 'nothing changes' },
      { name: 'database', value: round(statSync(db.name).size / 1e6), unit: 'MB' },
      { name: 'load the view for ranking', value: view, unit: 'ms' },
      { name: 'status of the catalogue', value: status, unit: 'ms' },
      { name: 'read 10 tracks', value: tracks, unit: 'ms' },
    ];
  } finally {
    db.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function readAll(path: string): Promise<void> {
  const file = await openCatalogueFile(path, new AbortController().signal);
  let rows = 0;
  for await (const readings of readerFor(file).read(file)) rows += readings.length;
  if (rows < LARGE_ROWS) throw new Error(`Only ${rows} rows were read.`);
}

async function timed(act: () => unknown): Promise<number> {
  const startMs = performance.now();
  await act();
  return round(performance.now() - startMs);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
