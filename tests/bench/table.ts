import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { synthesiseCatalogue } from '../../src-main/catalogue/synthetic/synthesiseCatalogue.ts';
import {
  type CatalogueTable,
  createCatalogueTable,
} from '../../src-main/catalogueTable/createCatalogueTable.ts';
import { createHeldCatalogue } from '../../src-main/engine/heldCatalogue.ts';
import { readTrackKnowledge } from '../../src-main/engine/trackKnowledge.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import { openImportLog } from '../../src-main/storage/library/imports.ts';
import { removeTracks } from '../../src-main/storage/catalogue/trackEdits.ts';
import type { CatalogueSort } from '../../src-preload/contract.ts';
import type { BenchRow } from './benchRow.ts';

const MILLION = 1_000_000;
const WINDOWS = 400;

/** Times of the catalogue table at a million songs: its first orders, windows of them, and a deletion; and the longest turn of the event loop meanwhile. */
export async function benchTable(): Promise<BenchRow[]> {
  const profile = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  const db = openDatabase(profile);
  try {
    const log = openImportLog(db, { jobId: null, title: 'bench' }, Date.now());
    const { signal } = new AbortController();
    await synthesiseCatalogue(db, MILLION, 1, { log, now: Date.now, signal, onProgress: () => {} });
    const knowledge = readTrackKnowledge(join(import.meta.dirname, '../../resources'));
    const catalogue = createHeldCatalogue(db, knowledge);
    const matchRows = async () => ({
      view: await catalogue.current(),
      rows: null,
      conditions: [],
      notice: null,
    });
    const table = createCatalogueTable({ db, catalogue, clusters: knowledge.genres.names, matchRows });
    await catalogue.current();

    const turns = watchTurns();
    const rows: BenchRow[] = [];
    for (const sort of ['title', 'artist', 'tempo'] as const) {
      rows.push({
        name: `first sort by ${sort}`,
        value: await time(() => window(table, sort, 0)),
        unit: 'ms',
      });
    }
    rows.push({ name: 'window of 100 rows, p95', value: await p95OfWindows(table), unit: 'ms' });
    const { ids } = await table.ids({ ...REQUEST, sort: 'title', offset: 500_000, limit: 10 });
    const deleting = await time(async () => {
      removeTracks(db, ids, Date.now());
      catalogue.refresh(ids);
      await window(table, 'title', 500_000);
    });
    rows.push({ name: 'delete 10, read again by title', value: deleting, unit: 'ms' });
    rows.push({
      name: 'longest turn',
      value: await turns.longestMs(),
      unit: 'ms',
      note: 'CPU of this thread',
    });
    return rows.map((row) => ({ note: '1,000,000 synthetic songs', ...row }));
  } finally {
    db.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

const REQUEST = { query: '', source: null, cluster: null, descending: false } as const;

async function window(table: CatalogueTable, sort: CatalogueSort, offset: number): Promise<void> {
  await table.rows({ ...REQUEST, sort, offset, limit: 100 });
}

async function time(act: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await act();
  return performance.now() - startMs;
}

async function p95OfWindows(table: CatalogueTable): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < WINDOWS; i++) {
    times.push(await time(() => window(table, i % 2 === 0 ? 'title' : 'tempo', (i * 7919 * 101) % MILLION)));
    await nextTurn();
  }
  return times.sort((a, b) => a - b)[Math.floor(0.95 * WINDOWS)]!;
}

/** Watches how much processor time a turn of the event loop takes: unlike the clock, that is not lengthened by other programs. */
function watchTurns(): { longestMs(): Promise<number> } {
  const usedMs = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let longest = 0;
  let last = usedMs();
  let isWatching = true;
  const watch = () => {
    const now = usedMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (isWatching) setImmediate(watch);
  };
  setImmediate(watch);
  return {
    async longestMs() {
      isWatching = false;
      await nextTurn();
      return longest;
    },
  };
}
