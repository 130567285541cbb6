import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';

import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import { callEngine, type CommandContext } from '../../src-main/commandLine/command.ts';
import { openEngine } from '../../src-main/engine/openEngine.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import type { JobId } from '../../src-preload/contract.ts';
import { evaluate } from '../search/evaluate.ts';
import { handWritten } from '../search/want.ts';
import { sharedData } from '../support/sharedData.ts';
import type { BenchRow } from './benchRow.ts';
import { largeCatalogue } from './largeCatalogue.ts';

const root = join(import.meta.dirname, '../..');
const MILLION = 1_000_000;
const ROUNDS = 4;
/** Names, slips and chips beside what is asked of sound. */
const OTHERS = [
  'metallica',
  'yesterday beatles',
  'love',
  'the love of my life',
  'bpm>150 genre:rock loud',
  'artist:"queen" live',
  'jazz piano',
  'metalica',
  'year:1990-1999 energy>0.8',
  'bohemian rhapsody',
];

/** Times of queries from the text to described songs at 114,000 and a million tracks, in every mode, and the share of what queries ask for that is kept. */
export async function benchSearch(): Promise<BenchRow[]> {
  return [...(await atCatalogueSize()), ...(await searchAMillion(false))];
}

async function atCatalogueSize(): Promise<BenchRow[]> {
  const profile = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  try {
    const { path, note } = largeCatalogue(profile);
    const db = openDatabase(profile);
    await importCatalogue(db, path, { now: Date.now });
    db.close();
    const engine = await open(profile);
    const call = callEngine(engine);
    const hasMeaning = await buildIndex(call);
    const rows = await timeQueries(call, '114k', `${note}${hasMeaning ? '' : '; no model for meaning'}`);
    if (sharedData) rows.push(...(await evaluateQueries(profile, call)));
    await engine.close();
    return rows;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** The same times at a million made-up songs, with an index of their meanings or without. */
export async function searchAMillion(hasIndex: boolean): Promise<BenchRow[]> {
  const profile = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  try {
    const engine = await open(profile);
    const call = callEngine(engine);
    const { jobId } = await call('catalogue.synthesise', { tracks: MILLION, seed: 1 });
    await finished(call, jobId);
    const start = performance.now();
    await call('search.query', { text: 'anything' });
    const built = performance.now() - start;
    const note = hasIndex ? 'all ways' : 'query embedded, no vector index: `bench -- million` builds one';
    const startMs = performance.now();
    if (hasIndex) await buildIndex(call);
    const indexedMs = performance.now() - startMs;
    const rows = await timeQueries(call, '1M', `synthetic, ${note}`);
    await engine.close();
    return [
      {
        name: 'words of 1M, first reading',
        value: Math.round(built / 100) / 10,
        unit: 's',
        note: 'keyword index, TF-IDF, columns',
      },
      ...(hasIndex
        ? [{ name: 'index of 1M, both forms', value: Math.round(indexedMs / 1000), unit: 's' }]
        : []),
      ...rows,
    ];
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

type Call = CommandContext['call'];

function open(profile: string) {
  return openEngine({
    profile,
    modelsDir: join(root, 'models'),
    resourcesDir: join(root, 'resources'),
    now: Date.now,
    announce: () => {},
    report: (error) => console.error(error),
    resumeJobs: false,
  });
}

/** Whether there is a model for search: then its index is there afterwards. */
async function buildIndex(call: Call): Promise<boolean> {
  try {
    const { jobId } = await call('index.build', {});
    if (jobId !== null) await finished(call, jobId);
    return true;
  } catch {
    return false;
  }
}

async function finished(call: Call, id: JobId): Promise<void> {
  while ((await call('job.get', { id })).state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function timeQueries(call: Call, size: string, note: string): Promise<BenchRow[]> {
  const { development, heldOut } = handWritten();
  const texts = [...development, ...heldOut].map(({ text }) => text).concat(OTHERS);
  const rows: BenchRow[] = [];
  for (const text of texts) await call('search.query', { text });
  for (const mode of ['fused', 'semantic', 'keyword', 'tfidf'] as const) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const text of texts) {
        // A word that is in no name, so that no text is known already.
        const asked = round === 0 ? text : `${text} zq${round}`;
        const start = performance.now();
        await call('search.query', { text: asked, mode });
        times.push(performance.now() - start);
      }
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))]! * 100) / 100;
    rows.push(
      { name: `search ${size} ${mode}, median`, value: at(0.5), unit: 'ms', note },
      { name: `search ${size} ${mode}, p95`, value: at(0.95), unit: 'ms', note: `${times.length} queries` },
    );
  }
  return rows;
}

async function evaluateQueries(profile: string, call: Call): Promise<BenchRow[]> {
  const openReadOnly = (path: string) => new Sqlite(path, { readonly: true });
  const db = openReadOnly(join(profile, 'waves.db'));
  const found = await evaluate({ db, profile, call, openReadOnly });
  db.close();
  return Object.entries(found).flatMap(([set, ways]) =>
    Object.entries(ways).map(([way, value]) => ({
      name: `kept, ${way}`,
      value: Math.round(value * 1000) / 1000,
      unit: 'share',
      note: `${set}: mean over queries of what the first ten keep`,
    })),
  );
}
