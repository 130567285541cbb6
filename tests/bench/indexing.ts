import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { importCatalogue } from '../../src-main/catalogue/import/importCatalogue.ts';
import { createEngineClient, type EngineClient } from '../../src-main/processes/engineClient.ts';
import { openNodePort } from '../../src-main/processes/nodePort.ts';
import { openDatabase } from '../../src-main/storage/openDatabase.ts';
import { countTracks } from '../../src-main/storage/tracks/tracks.ts';
import { derivedFolder, readFormRecord } from '../../src-main/vectors/files/formRecord.ts';
import { openForm } from '../../src-main/vectors/openForm.ts';
import type { Job } from '../../src-preload/contract.ts';
import { featureCsv } from '../support/featureCsv.ts';
import { findEnginePid } from '../support/findEnginePid.ts';
import type { BenchRow } from './benchRow.ts';
import { LARGE_ROWS, largeCatalogue } from './largeCatalogue.ts';
import { useSearchModel } from './searchModel.ts';

const root = join(import.meta.dirname, '../..');
const OPENINGS = 5;
/** A person does not ask more often than this. */
const PAUSE_MS = 100;

/** Embeds and indexes 114,000 different songs in a running engine that is asked for lists meanwhile, then starts it again. */
export async function benchIndexing(): Promise<BenchRow[]> {
  const profile = mkdtempSync(join(tmpdir(), 'waves-bench-'));
  try {
    const note = await fillProfile(profile);
    const engine = startEngine(profile);
    const model = await useSearchModel(engine.call, profile);
    const build = await buildWhileAsking(engine);
    const memory = memoryOf(process.pid);
    await engine.close();

    const again = startEngine(profile);
    const startMs = performance.now();
    const [status] = await again.call('index.status', {});
    const startedMs = performance.now() - startMs;
    const fresh = memoryOf(process.pid);
    await again.close();
    if (status!.indexed !== status!.tracks)
      throw new Error(`The index is not whole: ${status!.notice ?? ''}`);

    const title = `${note}; ${model}`;
    return [
      { name: 'embed and index', value: build.seconds, unit: 's', note: `both text forms; ${title}` },
      {
        name: 'calls meanwhile p50',
        value: at(build.calls, 0.5),
        unit: 'ms',
        note: `${build.calls.length} lists of ten with a text`,
      },
      { name: 'calls meanwhile p95', value: at(build.calls, 0.95), unit: 'ms' },
      { name: 'calls meanwhile, longest', value: build.calls.at(-1)!, unit: 'ms' },
      {
        name: 'calls before, p95',
        value: at(build.before, 0.95),
        unit: 'ms',
        note: 'the same calls with nothing beside them',
      },
      {
        name: 'open both forms',
        value: await openingMs(profile),
        unit: 'ms',
        note: `median of ${OPENINGS}: every row checked, vectors taken into memory`,
      },
      {
        name: 'engine start to index',
        value: startedMs,
        unit: 'ms',
        note: 'process, database, status of both forms',
      },
      {
        name: 'engine memory after build',
        value: memory,
        unit: 'MB',
        note: 'resident, what is mapped included',
      },
      { name: 'engine memory after start', value: fresh, unit: 'MB', note: 'both forms open' },
    ];
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** The large catalogue, and invented songs where it has fewer different ones. */
async function fillProfile(profile: string): Promise<string> {
  const db = openDatabase(profile);
  const { path, note } = largeCatalogue(profile);
  await importCatalogue(db, path, { now: Date.now });
  const missing = LARGE_ROWS - countTracks(db);
  if (missing > 0) {
    const more = join(profile, 'more.csv');
    writeFileSync(more, featureCsv(missing));
    await importCatalogue(db, more, { now: Date.now });
  }
  const tracks = countTracks(db);
  db.close();
  return `${tracks.toLocaleString('en')} songs (${note}${missing > 0 ? `, ${missing.toLocaleString('en')} invented` : ''})`;
}

function startEngine(profile: string): EngineClient {
  const args = [
    '--profile',
    profile,
    '--models',
    join(root, 'models'),
    '--resources',
    join(root, 'resources'),
  ];
  return createEngineClient(() => openNodePort(join(root, 'out/main/engine.js'), args));
}

async function buildWhileAsking(
  engine: EngineClient,
): Promise<{ seconds: number; calls: number[]; before: number[] }> {
  const ended = Promise.withResolvers<Job>();
  const begun = Promise.withResolvers<number>();
  let id: number | null = null;
  engine.listen(({ name, value }) => {
    if (name !== 'job.change' || value.job.kind !== 'index') return;
    if (value.job.state === 'running') begun.resolve(performance.now());
    else if (id === null || value.job.id === id) ended.resolve(value.job);
  });
  const text = (call: number) => `Day ${call}: calm, a little tired, ${call % 7 === 0 ? 'proud' : 'fine'}.`;
  const ask = async (call: number) => {
    const startMs = performance.now();
    await engine.call('recommend.list', { text: text(call), limit: 10 });
    return performance.now() - startMs;
  };
  const started = await engine.call('index.build', { fromScratch: false });
  id = started.jobId;
  const startMs = await begun.promise;
  let isDone = false;
  void ended.promise.then(() => (isDone = true));
  const calls: number[] = [];
  // The first reads the catalogue into memory.
  await ask(0);
  while (!isDone) {
    calls.push(await ask(calls.length + 1));
    await delay(PAUSE_MS);
  }
  const job = await ended.promise;
  const seconds = (performance.now() - startMs) / 1000;
  if (job.state !== 'done') throw new Error(job.failure?.message ?? job.state);
  const before: number[] = [];
  for (let call = 0; call < 100; call++) before.push(await ask(10_000 + call));
  return { seconds, calls: calls.sort((a, b) => a - b), before: before.sort((a, b) => a - b) };
}

async function openingMs(profile: string): Promise<number> {
  const folder = derivedFolder(profile);
  const times: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    const startMs = performance.now();
    const forms = [];
    for (const form of ['full', 'short'] as const)
      forms.push(await openForm(folder, readFormRecord(folder, form)!));
    times.push(performance.now() - startMs);
    for (const form of forms) form.close();
  }
  return at(
    times.sort((a, b) => a - b),
    0.5,
  );
}

/** Resident memory of the engine below this process, in MB; NaN where the system does not tell. */
function memoryOf(door: number): number {
  const pid = findEnginePid(door);
  if (pid === null || process.platform !== 'linux') return NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
}
